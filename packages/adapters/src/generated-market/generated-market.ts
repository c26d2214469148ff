import type { Input, TimestampUs } from '@shadowtape/core'

import { generatedListing } from './generated-listing'
import type { GeneratedPlan } from './generated-plan'
import type { MadeSymbol } from './made-symbol'
import { madeSymbol } from './made-symbol'
import { marketDice } from './market-dice'

/** An input and when it was received. */
export type TimedInput = { readonly at: TimestampUs; readonly input: Input }

/**
 * Makes up a market, as it goes: listings, a book of each symbol, its touch, trades and tickers,
 * and every second the edge measured from what was made so far. Receive times increase. The memory
 * it needs does not grow with the plan.
 */
export function* generatedMarket(plan: GeneratedPlan): Generator<TimedInput, void, undefined> {
  const listings = plan.symbols.map(generatedListing)
  const symbols = listings.map((listing, place) => madeSymbol(plan, listing, place))
  const stamp = receiveClock(plan)
  const said: Array<Input> = []
  const say = (input: Input): void => {
    said.push(input)
  }
  const end = plan.start + plan.calmUs + plan.toxicUs
  for (const { listed } of listings) say(listed)
  for (const symbol of symbols) symbol.open(say)
  yield* stamp(plan.start, said)
  for (let second = plan.start + secondUs; ;) {
    const next = earliest(symbols)
    const at = Math.min(second, next.nextAt())
    if (at > end) break
    if (at < second) next.advance(say)
    else {
      for (const symbol of symbols) symbol.measure(second, say)
      second += secondUs
    }
    yield* stamp(at, said)
  }
  yield* stamp(end, [{ type: 'ClockAdvanced' }])
}

const secondUs = 1_000_000

/** Stamps what happened at the venue with the time it got here, 3 to 5 ms later, and empties it. */
const receiveClock = (plan: GeneratedPlan) => {
  const dice = marketDice(plan.seed, plan.symbols.length)
  let last = 0
  return function* (at: number, said: Array<Input>): Generator<TimedInput, void, undefined> {
    const received = at + 3_000 + dice.below(2_000)
    for (const input of said) {
      last = Math.max(last + 1, received)
      yield { at: last as TimestampUs, input }
    }
    said.length = 0
  }
}

const earliest = (symbols: ReadonlyArray<MadeSymbol>): MadeSymbol =>
  symbols.reduce((first, symbol) => (symbol.nextAt() < first.nextAt() ? symbol : first))
