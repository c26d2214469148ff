import fc from 'fast-check'

import type { Entry, State, Strategy, TimestampUs, TradingStopTriggered } from '../../src'
import { engineOf, isStopOrder, marketAtVenue, reachedAt, step, tradingStopOf } from '../../src'
import type { History } from '../support/any-history'
import { anyHistory, byDraws } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { holdingsOf } from '../support/main-account'
import { StopLedger, placeOf } from '../support/stop-ledger'
import { tally } from '../support/tally'
import { latent, venueHistory } from '../support/venue-history'
import { lawRuns } from '../support/law-runs'

const strategy = randomStrategy as unknown as Strategy

const played = (
  { opened, inputs }: History,
  visit: (entries: ReadonlyArray<Entry>, state: State) => void,
): void => {
  const engine = engineOf(strategy)
  visit(step(engine, inputs[0]?.at as TimestampUs, opened), engine.state)
  for (const { at, input } of inputs) visit(step(engine, at, input), engine.state)
}

const any = fc.oneof(venueHistory(90), venueHistory(90, latent), anyHistory(80, byDraws))

describe('a trading stop', () => {
  it('is what was set last, until it is spent or its position is closed or turned around', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(any, (history) => {
        const ledger = new StopLedger()
        played(history, (entries, state) => {
          for (const entry of entries) ledger.heard(entry)
          for (const [place, { position }] of holdingsOf(state)) {
            const { tradingStop } = position
            const set = ledger.set.get(place)
            expect(tradingStop).toStrictEqual(set === undefined ? null : tradingStopOf(set))
            if (tradingStop !== null) met('set')
          }
        })
        for (const how of ledger.over) met(how)
      }),
      { seed: 321, numRuns: lawRuns(800) },
    )
    for (const each of ['set', 'spent', 'closed', 'turned around'])
      expect([each, count(each) > lawRuns(10)]).toStrictEqual([each, true])
  })

  it('is never left once a price has come to it', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(any, (history) => {
        played(history, (_, state) => {
          for (const [place, { position }] of holdingsOf(state)) {
            const { qty: heldQty, tradingStop } = position
            if (tradingStop === null) continue
            const market = marketAtVenue(state, place.split(' ')[1] as never)
            const { stopLoss, takeProfit } = tradingStop
            expect(reachedAt(market, heldQty, 'StopLoss', stopLoss)).toBeNull()
            expect(reachedAt(market, heldQty, 'TakeProfit', takeProfit)).toBeNull()
            met('waits')
          }
        })
      }),
      { seed: 322, numRuns: lawRuns(100) },
    )
    expect(count('waits')).toBeGreaterThan(lawRuns(200))
  })

  it('closes all that is held, by an order of the venue’s own that is over at once', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(any, (history) => {
        const ledger = new StopLedger()
        let nth = 0
        played(history, (entries, state) => {
          for (const entry of entries) {
            const { message } = entry
            if (message.type === 'TradingStopTriggered') {
              nth += 1
              expect(message.orderId).toBe(`s-${String(nth)}`)
              expectClosing(message, ledger)
              met(`${message.stopOrderType} ${message.side} ${message.triggerBy}`)
              if (ledger.isFrozen(message)) met('frozen')
            }
            ledger.heard(entry)
            if (message.type === 'OrderFilled' && message.orderId.startsWith('s-'))
              expect(message.liquidity).toBe('Taker')
          }
          expect(Object.values(state.venue.orders).filter(isStopOrder)).toStrictEqual([])
        })
      }),
      { seed: 323, numRuns: 1_200 },
    )
    for (const each of [
      ...['StopLoss Sell LastPrice', 'StopLoss Buy LastPrice', 'TakeProfit Sell LastPrice'],
      ...['TakeProfit Buy LastPrice', 'StopLoss Sell MarkPrice', 'TakeProfit Sell MarkPrice'],
      'frozen',
    ])
      expect([each, count(each) > 1]).toStrictEqual([each, true])
  })
})

/** Of the whole position, towards none, at a price that was set and has been reached. */
const expectClosing = (message: TradingStopTriggered, ledger: StopLedger): void => {
  const { side, qty, stopOrderType, triggerBy, triggeredAt } = message
  const held = ledger.held.get(placeOf(message)) ?? 0
  expect([side, qty]).toStrictEqual([held > 0 ? 'Sell' : 'Buy', Math.abs(held)])
  const set = ledger.set.get(placeOf(message))
  const isLoss = stopOrderType === 'StopLoss'
  const price = isLoss ? set?.stopLoss : set?.takeProfit
  expect(triggerBy).toBe(isLoss ? set?.slTriggerBy : set?.tpTriggerBy)
  const isRise = held > 0 !== isLoss
  expect(isRise ? triggeredAt - Number(price) : Number(price) - triggeredAt).toBeGreaterThanOrEqual(
    0,
  )
}
