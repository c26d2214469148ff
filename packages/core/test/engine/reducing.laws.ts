import fc from 'fast-check'

import type { OpenOrder, SessionOpened, State, Strategy, Text, TimestampUs } from '../../src'
import { example, heldIn, openSession, storyStartUs, tradingStateOf } from '../../src'
import type { History } from '../support/any-history'
import { anyHistory } from '../support/any-history'
import { heardFills, isIncreasing } from '../support/heard-fills'
import { randomStrategy } from '../support/random-strategy'
import { recorded } from '../support/recorded'
import { sha256 } from '../support/sha256'
import { tally } from '../support/tally'
import { lawRuns } from '../support/law-runs'

const reduce = example('ReduceTrading', {
  ...{ account: null, symbol: null, actor: 'ana', note: 'enough' },
})

/** Limits that nothing comes to, so that there is something to reduce. */
const wide = { inventoryUsdMax: 1e15, totalNotionalUsdMax: 1e15, edgeThresholdBps: -1e9 }

/** Any session whose trading is reduced three times and never frozen by an operator or thawed. */
const reducing = (fixed: Partial<SessionOpened> = {}): fc.Arbitrary<History> =>
  anyHistory(80, { ...(wide as Partial<SessionOpened>), riskRules: '[]' as Text, ...fixed }).map(
    ({ opened, inputs }) => {
      const kept = inputs.filter(({ input: { type } }) => !/^(Thaw|Freeze)/.test(type))
      for (const share of [0.35, 0.6, 0.8]) {
        const nth = Math.max(2, Math.floor(kept.length * share))
        kept.splice(nth, 0, { at: kept[nth - 1]?.at as TimestampUs, input: reduce })
      }
      return { opened, inputs: kept }
    },
  )

describe('while trading may only reduce, whatever fills and however late we hear', () => {
  // where a cancel takes time, one message may fill what is being canceled and an order beside it
  it('no order makes a position larger, or turns it around, if cancels come in at once', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(reducing({ entryLatency: '0' as Text }), (history) => {
        for (const fill of heardFills(recorded(history, randomStrategy).entries)) {
          if (fill[0] !== 'reducing') continue
          met('reduced')
          expect(isIncreasing(fill)).toBe(false)
        }
      }),
      { seed: 301, numRuns: lawRuns(200) },
    )
    expect(count('reduced')).toBeGreaterThan(lawRuns(30))
  })

  it('after every input, all that is open on a side and not being canceled at most closes', () => {
    let resting = 0
    fc.assert(
      fc.property(reducing(), (history) => {
        const sides = sidesAfterInputs(history)
        resting += sides.length
        expect(sides.filter(({ most, closes }) => most > closes)).toStrictEqual([])
      }),
      { seed: 302, numRuns: lawRuns(150) },
    )
    expect(resting).toBeGreaterThan(lawRuns(100))
  })

  it('there was more than that before there was strict-reducing', () => {
    let tooMuch = 0
    fc.assert(
      fc.property(reducing({ behaviors: '' as Text }), (history) => {
        tooMuch += sidesAfterInputs(history).filter(({ most, closes }) => most > closes).length
      }),
      { seed: 302, numRuns: lawRuns(150) },
    )
    expect(tooMuch).toBeGreaterThan(lawRuns(20))
  })
})

type Side = { readonly most: number; readonly closes: number }

/** After each input, the sides on which orders rest that nothing but room keeps from increasing. */
const sidesAfterInputs = ({ opened, inputs }: History): ReadonlyArray<Side> => {
  const start = storyStartUs as TimestampUs
  const session = openSession(opened, start, randomStrategy as Strategy, sha256)
  const { state } = session
  return inputs.flatMap(({ at, input }) => {
    session.record(at, input)
    return restingWhileReducing(state).map((order) => {
      const held = heldIn(state, order.account, order.symbol)
      return { most: mostOnSide(state, order), closes: order.side === 'Buy' ? -held : held }
    })
  })
}

/** Orders that could do more than close a position, were there too many of them. */
const restingWhileReducing = (state: State): ReadonlyArray<OpenOrder> =>
  Object.values<OpenOrder>(state.orders.open).filter(
    ({ account, symbol, reduceOnly, isCancelAsked }) =>
      !reduceOnly && !isCancelAsked && tradingStateOf(state.risk, account, symbol) === 'reducing',
  )

/** All that orders on a side of a position may still trade, amendments under way done. */
const mostOnSide = (state: State, { account, symbol, side }: OpenOrder): number => {
  let most = 0
  for (const order of Object.values<OpenOrder>(state.orders.open)) {
    if (order.account !== account || order.symbol !== symbol || order.side !== side) continue
    const { leavesQty, wantedQty, qty, isCancelAsked } = order
    if (!isCancelAsked) most += Math.max(leavesQty, wantedQty - (qty - leavesQty))
  }
  return most
}
