import fc from 'fast-check'

import type { Entry, Message, SessionOpened } from '../../src'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { recorded } from '../support/recorded'

type Of<T extends Message['type']> = Extract<Message, { readonly type: T }>
type Line<T extends Message['type']> = { readonly entry: Entry; readonly message: Of<T> }

const linesOf = <T extends Message['type']>(entries: ReadonlyArray<Entry>, type: T) =>
  entries
    .filter(({ message }) => message.type === type)
    .map((entry): Line<T> => ({ entry, message: entry.message as Of<T> }))

const horizons = ({ markoutHorizonsUs }: SessionOpened): ReadonlyArray<number> =>
  markoutHorizonsUs.split(',').filter(Boolean).map(Number)

/** When each fill was heard of, if it ever was. */
const hearing = (opened: SessionOpened, entries: ReadonlyArray<Entry>) => {
  const isDelayed = opened.responseLatency !== '0'
  const lines = isDelayed ? linesOf(entries, 'Delivered') : linesOf(entries, 'OrderFilled')
  return new Map(lines.map(({ entry }) => [isDelayed ? entry.cause : entry.seq, entry.at]))
}

/** A share of basis points times a million, rounded half away from zero, by exact arithmetic. */
const share = (part: bigint, whole: bigint): bigint => {
  const scaled = (part < 0n ? -part : part) * 20_000_000_000n
  const rounded = (scaled / whole + 1n) / 2n
  return part < 0n ? -rounded : rounded
}

describe('markouts of random sessions', () => {
  it('are of every fill, at every horizon that came, and worth what exact arithmetic says', () => {
    let measured = 0
    fc.assert(
      fc.property(anyHistory(120), (history) => {
        const { entries } = recorded(history, randomStrategy)
        const end = entries.at(-1)
        const fills = new Map(linesOf(entries, 'OrderFilled').map((line) => [line.entry.seq, line]))
        const markouts = linesOf(entries, 'MarkoutMeasured')
        const found = markouts.map(({ entry, message }) => `${entry.cause} ${message.horizonUs}`)
        const heard = hearing(history.opened, entries)
        const due = [...fills.values()].flatMap(({ entry }) =>
          horizons(history.opened)
            .filter((us) => entry.at + us <= (end as Entry).at && heard.has(entry.seq))
            .map((us) => `${entry.seq} ${us}`),
        )
        expect([...found].sort()).toStrictEqual([...due].sort())
        for (const { entry, message } of markouts) {
          const fill = fills.get(entry.cause as Entry['seq']) as Line<'OrderFilled'>
          const heardAt = heard.get(fill.entry.seq) as number
          expect(entry.at).toBe(Math.max(fill.entry.at + message.horizonUs, heardAt))
          expect(message.fillId).toBe(fill.message.fillId)
          const { bid, ask, markoutBps } = message
          if (bid === null || ask === null) {
            expect(markoutBps).toBeNull()
            continue
          }
          measured += 1
          const { price, qty, fee, side } = fill.message
          const gain = BigInt(bid + ask - 2 * price) * (side === 'Buy' ? 1n : -1n)
          const gross = share(gain, 2n * BigInt(price))
          const cost = share(BigInt(fee), BigInt(price) * BigInt(qty))
          expect(BigInt(markoutBps ?? 0)).toBe(gross - cost)
        }
      }),
      { seed: 151, numRuns: 220 },
    )
    expect(measured).toBeGreaterThan(300)
  })
})
