import type { LineFields } from '../journals/line-text'
import type { Said } from './group-reader'

/**
 * Which of one side's orders and fills are which of the other's. A session that placed one order
 * more numbers all later ones otherwise: those are the same orders still.
 */
export type SameNames = {
  /** What a line means: its fields without numbers of lines, its names as the other side's. */
  readonly meaning: (said: Said, side: 'a' | 'b') => LineFields
  /** Notes that two lines are each other's, and so are the names that they give. */
  readonly same: (a: Said, b: Said) => void
  /** Whether every name means the same on both sides so far. */
  readonly isPlain: () => boolean
}

/** Names are remembered for so many orders and fills. */
const namesMax = 100_000

/** Fields that number lines, or are a digest of what holds such numbers, or settings. */
const numbering: ReadonlySet<string> = new Set([
  ...['seq', 'at', 'cause', 'crc', 'stateDigest', 'fromSeq', 'windowSeqs'],
])

/** In these the name is a new one, of which nothing can be said yet. */
const naming: Readonly<Record<string, 'orderId' | 'fillId'>> = {
  OrderPlaced: 'orderId',
  TradingStopTriggered: 'orderId',
  OrderFilled: 'fillId',
}

/** Names before any were seen. */
export const sameNames = (): SameNames => {
  const otherOf = new Map<string, string>()
  return {
    meaning: (said, side) => {
      const meant: Record<string, unknown> = {}
      const fresh = naming[said.type]
      for (const [name, value] of Object.entries(said.fields())) {
        // a strategy numbers its links as we do our orders
        if (numbering.has(name) || name === fresh || name === 'orderLinkId') continue
        const isName = name === 'orderId' || name === 'fillId'
        meant[name] = isName && side === 'a' ? (otherOf.get(String(value)) ?? value) : value
      }
      return meant
    },
    isPlain: () => otherOf.size === 0,
    same: (a, b) => {
      const fresh = naming[a.type]
      if (fresh === undefined) return
      const [one, other] = [String(a.fields()[fresh]), String(b.fields()[fresh])]
      if (one === other && !otherOf.has(one)) return
      otherOf.set(one, other)
      const [oldest] = otherOf.keys()
      if (otherOf.size > namesMax && oldest !== undefined) otherOf.delete(oldest)
    },
  }
}
