import type { Message } from '../events/entry'

/** The lines that carry a link of the seal chain: each says the digest of what stands before it. */
export type ChainLink = Extract<Message, { type: 'Sealed' | 'SegmentOpened' | 'SessionClosed' }>

/** Whether a line of a type carries a link of the seal chain. */
export const isLink = (type: Message['type']): boolean =>
  type === 'Sealed' || type === 'SegmentOpened' || type === 'SessionClosed'

/** Whether a message carries a link of the seal chain. */
export const isLinkMessage = (message: Message): message is ChainLink => isLink(message.type)

/** The field that carries a link, and the digest in it. */
export const linkOf = (message: ChainLink): readonly [field: string, digest: string] =>
  message.type === 'SegmentOpened'
    ? ['predecessor', message.predecessor]
    : ['digest', message.digest]
