import fc from 'fast-check'

import type { EdgeUpdated, Entry, SessionOpened } from '../../src'
import { accountTermsOf } from '../../src'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { recorded } from '../support/recorded'
import { lawRuns } from '../support/law-runs'

/** A markout that counts: what it came to, and the line of its fill. */
type Counted = { readonly bps: number; readonly fillSeq: number }

/** What is said of some fills: which, and between which two figures their mean lies. */
type Expected = { readonly says: object; readonly low: number; readonly high: number }

/** The largest number of billionths whose `halfLife`th power is no more than one half. */
const keptOf = (halfLife: number): bigint => {
  let kept = BigInt(Math.ceil(1e9 * 2 ** (-1 / halfLife))) + 2n
  while (2n * kept ** BigInt(halfLife) > 1_000_000_000n ** BigInt(halfLife)) kept -= 1n
  return kept
}

/** Every fill's weight against the newest one's, times a number all of them share. */
const weightsOf = (opened: SessionOpened, fills: number): ReadonlyArray<bigint> => {
  if (opened.edgeMean === 'window') return Array.from({ length: fills }, () => 1n)
  const kept = keptOf(opened.edgeHalfLifeFills)
  return Array.from({ length: fills }, (_, i) => {
    const age = BigInt(fills - 1 - i)
    return kept ** age * 1_000_000_000n ** (BigInt(fills) - age)
  })
}

const expectedOf = (
  opened: SessionOpened,
  account: string | null,
  symbol: string | null,
  all: ReadonlyArray<Counted>,
): Expected | null => {
  const isWindow = opened.edgeMean === 'window'
  const fills = isWindow ? all.slice(-Number(opened.edgeFillsMax)) : all
  if (fills.length === 0 || fills.length < opened.edgeFillsMin) return null
  const weights = weightsOf(opened, fills.length)
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  const total = fills.reduce((sum, { bps }, i) => sum + BigInt(bps) * (weights[i] ?? 0n), 0n)
  const mean = Number((total * 1_000n) / whole) / 1_000
  // to the nearest unit; a weighted one to the next, and half a billionth
  const off = isWindow ? 0.501 : 1.001 + Math.abs(mean) / 2e9
  const { edgeMean, edgeHorizonUs: horizonUs } = opened
  const evidence = { mean: edgeMean, fills: fills.length, fromSeq: fills[0]?.fillSeq, horizonUs }
  return {
    says: { account, symbol, source: 'markout', ...evidence },
    low: mean - off,
    high: mean + off,
  }
}

/** What should be said after each markout that counts, by its line. */
const expectedIn = (opened: SessionOpened, entries: ReadonlyArray<Entry>) => {
  const byPlace = new Map<string, Array<Counted>>()
  const isOfSeveral = accountTermsOf(opened).length > 1
  const expected = new Map<number, ReadonlyArray<Expected>>()
  for (const { seq, cause, message } of entries) {
    if (message.type !== 'MarkoutMeasured' || message.markoutBps === null) continue
    if (message.horizonUs !== opened.edgeHorizonUs) continue
    const counted = { bps: message.markoutBps, fillSeq: Number(cause) }
    const account = isOfSeveral ? message.account : null
    const both = [message.symbol, null].map((symbol) => {
      const place = `${String(account)} ${String(symbol)}`
      const fills = [...(byPlace.get(place) ?? []), counted]
      byPlace.set(place, fills)
      return expectedOf(opened, account, symbol, fills)
    })
    const first = opened.edgeScope === 'total' ? 1 : 0
    const last = opened.edgeScope === 'symbol' ? 1 : 2
    const said = both.slice(first, last).filter((one) => one !== null)
    if (opened.edgeSource === 'markout') expected.set(seq, said)
  }
  return expected
}

describe('the edge of random sessions', () => {
  it('is said of whom the header says, with the mean it says, of the fills it names', () => {
    const met = new Map<string, number>()
    fc.assert(
      fc.property(anyHistory(120), (history) => {
        const { opened } = history
        const { entries } = recorded(history, randomStrategy)
        const said = new Map<number, Array<EdgeUpdated>>()
        for (const { cause, message } of entries) {
          if (message.type !== 'EdgeUpdated' || message.source !== 'markout') continue
          said.set(Number(cause), [...(said.get(Number(cause)) ?? []), message])
          const kind = `${String(message.mean)} of ${message.symbol === null ? 'all' : 'one'}`
          met.set(kind, (met.get(kind) ?? 0) + 1)
        }
        const expected = expectedIn(opened, entries)
        for (const cause of said.keys()) expect(expected.has(cause)).toBe(true)
        for (const [cause, those] of expected) {
          const these = said.get(cause) ?? []
          expect(these).toMatchObject(those.map(({ says }) => says))
          for (const [i, { low, high }] of those.entries()) {
            expect(these[i]?.edgeBps).toBeGreaterThanOrEqual(low)
            expect(these[i]?.edgeBps).toBeLessThanOrEqual(high)
          }
        }
      }),
      { seed: 152, numRuns: lawRuns(1_300) },
    )
    // a law about what never happened would be worth nothing
    for (const mean of ['window', 'ewma'])
      for (const whose of ['one', 'all'])
        expect(met.get(`${mean} of ${whose}`)).toBeGreaterThan(lawRuns(80))
  })
})
