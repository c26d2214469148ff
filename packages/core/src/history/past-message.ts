import type * as t from 'io-ts'

import { invariant } from '../base/invariant'
import { message } from '../base/message'

/** A pure way from one version of a message to another. */
export type MessageWay = (message: object) => object

/**
 * A version of a message that is no longer written: its declaration as it was, the declaration
 * that came after it, and the ways between the two. What `up` makes of a line that was recorded,
 * `down` must turn back into the same line.
 */
export type PastMessage = {
  readonly version: number
  readonly codec: t.Mixed
  readonly next: t.Mixed
  readonly up: MessageWay
  readonly down: MessageWay
}

/** A past version whose ways are written out. Fields that a way leaves over are dropped. */
export const pastMessage = <Old extends t.Mixed, Next extends t.Mixed>(
  version: number,
  codec: Old,
  next: Next,
  ways: {
    readonly up: (old: t.TypeOf<Old>) => t.TypeOf<Next>
    readonly down: (next: t.TypeOf<Next>) => t.TypeOf<Old>
  },
): PastMessage => ({ version, codec, next, ...ways })

/** A past version that lacked some fields of the next; its lines mean these values by that. */
export const beforeFields = <Next extends t.Mixed>(
  version: number,
  next: Next,
  values: Readonly<Partial<Record<Exclude<keyof t.TypeOf<Next>, 'type'>, unknown>>>,
): PastMessage => {
  const given = values as Readonly<Record<string, unknown>>
  const props = propsOf(next)
  for (const [name, value] of Object.entries(given))
    invariant(props[name]?.is(value) === true, () => `${next.name} cannot have that ${name}`)
  const kept = Object.entries(props).filter(([name]) => name !== 'type' && !(name in given))
  const codec = message(next.name, Object.fromEntries(kept))
  return pastMessage(version, codec, next, {
    up: (old: object) => ({ ...old, ...given }),
    down: (newer: object) => newer as t.TypeOf<typeof codec>,
  })
}

/** The codecs of a message's fields in declared order, its tag first. */
export const propsOf = (codec: t.Mixed): t.Props => {
  const { type } = codec as { type?: { type?: { props?: t.Props } } }
  const props = type?.type?.props
  invariant(props !== undefined, () => `${codec.name} was not declared by message()`)
  return props
}
