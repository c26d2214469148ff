import type { Bps, Entry, Input, MarketSymbol, Price, Qty, TimestampUs } from '@shadowtape/core'
import { edgeSaid, plainOrder } from '@shadowtape/core'

import { demoInstrument, demoQuote } from './exec-demo-session'
import type { Recorder } from './recorder'

const btc = 'BTCUSDT' as MarketSymbol
const eth = 'ETHUSDT' as MarketSymbol

/** The symbols that the tour trades. */
export const riskTourSymbols: ReadonlyArray<MarketSymbol> = [btc, eth]

const buy = (symbol: MarketSymbol, qty: number, price: number): Input => ({
  ...plainOrder,
  symbol,
  side: 'Buy',
  price: price as Price,
  qty: qty as Qty,
})

/**
 * The tour of the risk monitor, a step a second; prices are in cents, quantities in thousandths.
 * With mids of $50,000 and $3,000 and the limits it has by default: an order that is let through,
 * one that its symbol's inventory limit denies, one of another symbol that is let through, an edge
 * below the threshold, and an order that the freeze denies. The last second is for what is due.
 */
const steps: ReadonlyArray<ReadonlyArray<Input>> = [
  [demoInstrument(btc), demoInstrument(eth), demoQuote(btc, 0), demoQuote(eth, 0)],
  [buy(btc, 100, 5_000_000)],
  [buy(btc, 150, 5_000_000)],
  [buy(eth, 1_000, 300_000)],
  [edgeSaid(btc, 1_200_000 as Bps, 'demo')],
  [buy(btc, 10, 5_000_000)],
  [{ type: 'ClockAdvanced' }],
]

/** Takes a recorder through the tour; returns the engine time of its end. */
export const runRiskTour = (
  recorder: Pick<Recorder, 'record'>,
  start: TimestampUs,
  hear: (entries: ReadonlyArray<Entry>) => void,
): TimestampUs => {
  let at = start
  for (const [second, inputs] of steps.entries()) {
    at = (start + second * 1_000_000) as TimestampUs
    for (const input of inputs) hear(recorder.record(at, input))
  }
  return at
}
