import { createHash } from 'node:crypto'

import type { Category } from '@shadowtape/core'

/** What an id is of. */
export type IdKind = 'order' | 'execution' | 'trade' | 'message' | 'connection'

/**
 * Ids as Bybit's look: a UUID on linear, 19 digits on spot. They come of a seed and a counter, so
 * that the same requests give the same ids; none comes twice.
 */
export type VenueIds = { readonly next: (kind: IdKind, category: Category) => string }

/** Ids of a seed. */
export const newVenueIds = (seed: number): VenueIds => {
  const counts = new Map<IdKind, number>()
  const first = 10n ** 18n + (BigInt(`0x${hashOf(`${seed}`).slice(0, 15)}`) % 10n ** 18n)
  return {
    next: (kind, category) => {
      const count = (counts.get(kind) ?? 0) + 1
      counts.set(kind, count)
      if (category === 'spot') return String(first + BigInt(count) * 16n + offsets[kind])
      return uuidOf(hashOf(`${seed} ${kind} ${count}`))
    },
  }
}

const offsets: Readonly<Record<IdKind, bigint>> = {
  order: 0n,
  execution: 1n,
  trade: 2n,
  message: 3n,
  connection: 4n,
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The digits of a hash as a UUID of version 4. */
const uuidOf = (hash: string): string =>
  [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
