import type { Entry, State } from '@shadowtape/core'
import fc from 'fast-check'

import type { OrderSpans } from '../../src/viewer/order-spans'
import { newOrderSpans } from '../../src/viewer/order-spans'
import type { OrderSpan } from '../../src/viewer/view-data'
import type { Heard } from './heard-session'
import { anyHeard } from './heard-session'

const ends: Readonly<Record<string, OrderSpan['ended']>> = {
  ...{ OrderFilled: 'filled', OrderCanceled: 'canceled', OrderRejected: 'rejected' },
}

/** A session's lines, and what they say of an order. */
const linesOf = ({ until, lines }: Heard) => {
  const passed: Array<Entry> = []
  until(lines, (_, entry) => passed.push(entry))
  const about = (order: string, ...types: ReadonlyArray<string>): ReadonlyArray<Entry> =>
    passed.filter(
      ({ message }) =>
        types.includes(message.type) && 'orderId' in message && message.orderId === order,
    )
  return {
    passed,
    amends: (order: string) => about(order, 'OrderAmended'),
    placed: passed.filter(({ message: { type } }) =>
      ['OrderPlaced', 'TradingStopTriggered'].includes(type),
    ),
    /** The line that ended it at the venue. */
    end: (order: string) =>
      about(order, ...Object.keys(ends)).find(
        ({ message }) => message.type !== 'OrderFilled' || message.leavesQty === 0,
      ),
    /** When our side heard of a line. */
    heardOf: (line: Entry) =>
      passed.find(({ cause, message }) => cause === line.seq && message.type === 'Delivered')?.at,
  }
}

const endedBy = (line: Entry | undefined) => ends[line?.message.type ?? ''] ?? null

/** Spans from behind a line on, or from the first. */
const spansFrom = ({ until, lines }: Heard, seq: number, ordersMax = 1e9): OrderSpans => {
  const spans = newOrderSpans(ordersMax)
  let isBegun = seq === 0
  const begin = (state: State): void => {
    if (state.seq !== seq || isBegun) return
    isBegun = true
    spans.begin(state, () => null, -1)
  }
  begin(
    until(lines, (state, entry) => {
      begin(state)
      if (isBegun) spans.hear(state, entry)
    }),
  )
  return spans
}

describe('the orders of lanes', () => {
  it('are all that were placed, each to its end at the venue, with what it was amended to', () => {
    fc.assert(
      fc.property(anyHeard(60), (heard) => {
        const { placed, end, amends } = linesOf(heard)
        const spans = spansFrom(heard, 0)
        const told = spans.spans()
        expect(told.map(({ seq, from }) => [seq, from])).toStrictEqual(
          placed.map(({ seq, at }) => [seq, at]),
        )
        expect(spans.count()).toBe(placed.length)
        for (const { order, to, ended, amends: own } of told) {
          const last = end(order)
          expect([to, ended]).toStrictEqual([last?.at ?? null, endedBy(last)])
          expect(own.map(({ at }) => at)).toStrictEqual(amends(order).map(({ at }) => at))
        }
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  it('are those of a part, where what ended before it at the venue ends as we hear of it', () => {
    let heardLate = 0
    fc.assert(
      fc.property(anyHeard(60), fc.nat(), (heard, n) => {
        const { passed, end, placed, heardOf } = linesOf(heard)
        // behind a line that ended an order, often before we hear of it
        const over = passed.filter(({ message: { type } }) => Object.hasOwn(ends, type))
        const begin = over[n % Math.max(over.length, 1)]?.seq ?? 1 + (n % heard.lines)
        const known = new Map(
          spansFrom(heard, 0)
            .spans()
            .map((one) => [one.order, one]),
        )
        const told = spansFrom(heard, begin).spans()
        const later = placed.filter(({ seq }) => seq > begin).map(({ seq }) => seq)
        expect(told.flatMap(({ seq }) => seq ?? [])).toStrictEqual(later)
        for (const { order, to, ended, account, side } of told) {
          const last = end(order)
          const isBefore = last !== undefined && last.seq <= begin
          if (isBefore) heardLate += 1
          expect(to).toBe((isBefore ? heardOf(last) : last?.at) ?? null)
          expect(ended).toBe(to === null ? null : endedBy(last))
          expect({ account, side }).toStrictEqual({
            account: known.get(order)?.account,
            side: known.get(order)?.side,
          })
        }
        // what is left out was known to be over there
        for (const { order } of known.values()) {
          const last = end(order)
          if (!told.some((one) => one.order === order)) expect(last?.seq).toBeLessThanOrEqual(begin)
        }
      }),
      { seed: 2, numRuns: 120 },
    )
    expect(heardLate).toBeGreaterThan(5)
  })

  it('are only counted where there are more than can be told', () => {
    fc.assert(
      fc.property(anyHeard(60), fc.nat(8), (heard, ordersMax) => {
        const { placed } = linesOf(heard)
        const spans = spansFrom(heard, 0, ordersMax)
        expect(spans.count()).toBe(placed.length)
        expect(spans.spans()).toHaveLength(placed.length > ordersMax ? 0 : placed.length)
      }),
      { seed: 3, numRuns: 30 },
    )
  })
})
