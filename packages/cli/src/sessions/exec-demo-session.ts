import type {
  Bps,
  Entry,
  Input,
  InstrumentListed,
  MarketSymbol,
  Price,
  Qty,
  Scale,
  TimestampUs,
  Usd,
} from '@shadowtape/core'
import { coinsOfSymbol, divideRounded, edgeSaid } from '@shadowtape/core'

import type { Recorder } from './recorder'

/** What the shadow execution demo is asked to do. */
export type ExecDemoPlan = {
  readonly symbols: ReadonlyArray<MarketSymbol>
  readonly iterations: number
  /** Engine time between iterations; 0 keeps the demo in one frozen instant. */
  readonly tickUs: number
}

/** Who hears every line the demo makes, and how many of its iterations are done. */
export type ExecDemoEars = {
  readonly entries: (entries: ReadonlyArray<Entry>) => void
  readonly iteration: (done: number, total: number) => void
}

/**
 * Runs the demo's iterations: a quote per symbol, then the fills that are due, then an edge update
 * per symbol that falls from 10 towards 2 bps. It stops where its journal cannot be written.
 * Returns the engine time of its end.
 */
export const runExecDemo = (
  plan: ExecDemoPlan,
  recorder: Pick<Recorder, 'record' | 'failed'>,
  start: TimestampUs,
  ears: ExecDemoEars,
): TimestampUs => {
  let at = start
  const say = (input: Input): void => {
    ears.entries(recorder.record(at, input))
  }
  for (const symbol of plan.symbols) say(demoInstrument(symbol))
  for (let i = 0; i < plan.iterations && recorder.failed() === null; i++) {
    at = (start + i * plan.tickUs) as TimestampUs
    for (const symbol of plan.symbols) say(demoQuote(symbol, i))
    say({ type: 'ClockAdvanced' })
    for (const symbol of plan.symbols) say(demoEdge(symbol, i, plan.iterations))
    ears.iteration(i + 1, plan.iterations)
  }
  return at
}

/** The demo trades every symbol in cents and thousandths. */
export const demoInstrument = (symbol: MarketSymbol): InstrumentListed => ({
  type: 'InstrumentListed',
  symbol,
  category: 'linear',
  ...coinsOfSymbol(symbol),
  priceScale: 2 as Scale,
  qtyScale: 3 as Scale,
  tickSize: 1 as Price,
  lotSize: 1 as Qty,
  minQty: 1 as Qty,
  maxQty: 1_000_000_000 as Qty,
  maxMarketQty: 1_000_000_000 as Qty,
  minNotionalUsd: 5_000_000 as Usd,
  priceLimitX: null,
  priceLimitY: null,
})

/** The mid climbs by a thousandth per iteration and starts over every ten; 5 bps either side. */
export const demoQuote = (symbol: MarketSymbol, iteration: number): Input => {
  const base = symbol.includes('BTC') ? 5_000_000 : 300_000
  const mid = base + (base / 1_000) * (iteration % 10)
  return {
    type: 'QuoteObserved',
    symbol,
    bid: Math.floor((mid * 9_995) / 10_000) as Price,
    bidQty: null,
    ask: Math.ceil((mid * 10_005) / 10_000) as Price,
    askQty: null,
    venueAt: null,
    crossSeq: null,
  }
}

const demoEdge = (symbol: MarketSymbol, iteration: number, iterations: number): Input =>
  edgeSaid(symbol, (10_000_000 - divideRounded(8_000_000 * iteration, iterations)) as Bps, 'demo')
