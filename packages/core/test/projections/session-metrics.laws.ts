import fc from 'fast-check'

import type { Entry, MetricRestriction, Restriction, SessionMetrics, Slice } from '../../src'
import { initialState, newMetricsFold, reducerOf } from '../../src'
import type { History } from '../support/any-history'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { recorded } from '../support/recorded'
import { tally } from '../support/tally'
import { latent, venueHistory } from '../support/venue-history'

const reducer = reducerOf(randomStrategy as unknown as Slice)
const histories: fc.Arbitrary<History> = fc.oneof(
  anyHistory(80),
  anyHistory(80),
  venueHistory(90),
  venueHistory(90, latent),
)
const sumOf = (counts: ReadonlyArray<number>): number => counts.reduce((sum, each) => sum + each, 0)
const totalOf = (counts: Readonly<Record<string, number>>): number => sumOf(Object.values(counts))

const told = (restriction: Restriction | MetricRestriction | null | undefined) =>
  restriction && [restriction.state, restriction.reason, restriction.seq]
const toldAll = (table: Readonly<Record<string, Restriction | MetricRestriction>>) =>
  Object.fromEntries(Object.entries(table).map(([name, each]) => [name, told(each)]))

const metricsOf = (entries: ReadonlyArray<Entry>, symbolsMax?: number): SessionMetrics => {
  const fold = newMetricsFold(symbolsMax)
  for (const entry of entries) fold.apply(entry)
  return fold.metrics()
}

describe('the metrics of a session', () => {
  it('agree with its state after every line', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(histories, (history) => {
        const { entries } = recorded(history, randomStrategy)
        const state = initialState()
        const fold = newMetricsFold()
        for (const entry of entries) {
          reducer.apply(state, entry)
          fold.apply(entry)
          const metrics = fold.metrics()
          const { totals, risk, edge } = state
          expect({
            ...{ seq: metrics.seq, at: metrics.at, inputs: metrics.inputs },
            ...{ placed: metrics.placed, thaws: metrics.thaws, faults: metrics.faults },
            denied: totalOf(metrics.deniedByReason),
            rejected: totalOf(metrics.rejectedByReason),
            canceled: totalOf(metrics.canceledByReason),
            fills: totalOf(metrics.fillsByKind),
            freezes: totalOf(metrics.freezesByReason),
            reductions: totalOf(metrics.reductionsByReason),
            session: told(metrics.sessionRestriction),
            accounts: toldAll(metrics.accountRestrictions),
            symbols: toldAll(metrics.symbolRestrictions),
          }).toStrictEqual({
            ...{ seq: state.seq, at: state.at, inputs: totals.inputs },
            ...{ placed: totals.placed, thaws: totals.thaws, faults: 0 },
            ...{ denied: totals.denied, rejected: totals.rejected, canceled: totals.canceled },
            ...{ fills: totals.fills, freezes: totals.freezes, reductions: totals.reductions },
            session: told(risk.session),
            accounts: toldAll(risk.accounts),
            symbols: toldAll(risk.symbols),
          })
          const { pending, open, 'partially-filled': partly } = metrics.orders
          expect(pending + open + partly).toBe(state.orders.openCount)
          const tables = [['', edge.said] as const, ...Object.entries(edge.byAccount)]
          for (const [account, { total, bySymbol }] of tables) {
            expect(metrics.edge[account]?.['']).toBe(total?.edgeBps)
            for (const [symbol, { edgeBps }] of Object.entries(bySymbol))
              expect(metrics.edge[account]?.[symbol]).toBe(edgeBps)
            if (account !== '') met('edge of an account')
          }
          if (risk.session !== null) met('session')
          if (Object.keys(risk.accounts).length > 0) met('account')
          if (Object.keys(risk.symbols).length > 0) met('symbol')
        }
        expect(fold.metrics().isClosed).toBe(true)
        expect(fold.metrics().symbols).toStrictEqual(Object.keys(state.instruments))
      }),
      { seed: 611, numRuns: 20 },
    )
    for (const name of ['session', 'account', 'symbol', 'edge of an account'])
      expect([name, count(name) > 50]).toStrictEqual([name, true])
  })

  it('measure how long each order took, as we heard of it', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(histories, (history) => {
        const { entries } = recorded(history, randomStrategy)
        const isLate = history.opened.responseLatency !== '0'
        const said = new Map(entries.map((entry) => [entry.seq as number, entry]))
        const placedAt = new Map<string, number>()
        const expected = { acknowledged: [] as Array<number>, filled: [] as Array<number> }
        for (const { at, cause, message: own } of entries) {
          if (isLate && (own.type === 'OrderAccepted' || own.type === 'OrderFilled')) continue
          const message = own.type === 'Delivered' ? said.get(cause ?? 0)?.message : own
          if (message?.type === 'OrderPlaced') placedAt.set(message.orderId, at)
          const isFilled = message?.type === 'OrderFilled' && message.leavesQty === 0
          if (message?.type !== 'OrderAccepted' && !isFilled) continue
          const since = placedAt.get(message.orderId)
          if (since === undefined) continue
          expected[isFilled ? 'filled' : 'acknowledged'].push(at - since)
        }
        const { toAcknowledged, toFilled } = metricsOf(entries)
        for (const [histogram, all] of [
          [toAcknowledged, expected.acknowledged],
          [toFilled, expected.filled],
        ] as const) {
          expect(histogram.count).toBe(all.length)
          expect(sumOf(histogram.counts)).toBe(all.length)
          expect(histogram.sumUs).toBe(sumOf(all))
          histogram.boundsUs.forEach((bound, i) => {
            const upTo = sumOf(histogram.counts.slice(0, i + 1))
            expect(upTo).toBe(all.filter((each) => each <= bound).length)
          })
          if (all.some((each) => each > 0)) met(isLate ? 'late' : 'at once')
        }
      }),
      { seed: 612, numRuns: 25 },
    )
    expect(count('late')).toBeGreaterThan(5)
    expect(count('at once')).toBeGreaterThan(5)
  })

  it('have figures of no more symbols than their bound, and say how many are left out', () => {
    fc.assert(
      fc.property(histories, fc.nat(2), (history, symbolsMax) => {
        const { entries } = recorded(history, randomStrategy)
        const all = metricsOf(entries)
        const bounded = metricsOf(entries, symbolsMax)
        const shown = all.symbols.slice(0, symbolsMax)
        expect(bounded.symbols).toStrictEqual(shown)
        expect(bounded.symbolsBeyond).toBe(all.symbols.length - shown.length)
        const isShown = (symbol: string) => symbol === '' || shown.includes(symbol)
        expect(Object.keys(bounded.feedLagUs).every(isShown)).toBe(true)
        for (const [account, edges] of Object.entries(bounded.edge)) {
          expect(Object.keys(edges).every(isShown)).toBe(true)
          for (const [symbol, edge] of Object.entries(edges))
            expect(edge).toBe(all.edge[account]?.[symbol])
        }
      }),
      { seed: 613, numRuns: 20 },
    )
  })

  it('begin anew with the header of another session, and do not count a line twice', () => {
    fc.assert(
      fc.property(histories, histories, (first, second) => {
        const [before, after] = [recorded(first, randomStrategy), recorded(second, randomStrategy)]
        const twice = after.entries.flatMap((entry) => [entry, entry])
        expect(metricsOf([...before.entries, ...after.entries])).toStrictEqual(
          metricsOf(after.entries),
        )
        expect(metricsOf(twice)).toStrictEqual(metricsOf(after.entries))
      }),
      { seed: 614, numRuns: 8 },
    )
  })
})
