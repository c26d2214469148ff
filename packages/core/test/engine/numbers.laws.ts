import fc from 'fast-check'

import type { Strategy, TimestampUs } from '../../src'
import { engineOf, step } from '../../src'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { tally } from '../support/tally'
import { latent, spotHistory, venueHistory } from '../support/venue-history'

const strategy = randomStrategy as unknown as Strategy

/** What may be below zero: a short position, a loss, a rebate, and what an edge or a fill came to. */
const signed: ReadonlyArray<string> = [
  ...['position.qty', 'position.cost', 'position.realizedPnl', 'position.fees'],
  ...['position.baseFees', 'position.funding', 'fee', 'feeQty', 'amount', 'makerFeeRate'],
  ...['fundingRate', 'rate', 'edgeBps', 'edgeThresholdBps', 'markoutBps', 'totalBps', 'sumBps'],
  ...['recentBps', 'spread', 'adverse', 'markout', 'racedUsd', 'equityUsd', 'dayStartUsd'],
  ...['bySymbol.BTCUSDT', 'bySymbol.ETHUSDT'],
]

/** Every number in plain data, with the name of its field; those of a position say so. */
function* numbersIn(value: unknown, name = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [name, value]
  else if (Array.isArray(value)) for (const each of value) yield* numbersIn(each, name)
  else if (typeof value === 'object' && value !== null) {
    const within = 'realizedPnl' in value ? 'position.' : name === 'bySymbol' ? 'bySymbol.' : ''
    for (const [key, each] of Object.entries(value)) yield* numbersIn(each, `${within}${key}`)
  }
}

const any = fc.oneof(venueHistory(60), venueHistory(60, latent), spotHistory(60), anyHistory(60))

describe('the numbers in a state and in its lines', () => {
  it('are whole and exact, and below zero only where something can be owed or lost', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(any, ({ opened, inputs }) => {
        const engine = engineOf(strategy)
        const told = [{ at: inputs[0]?.at as TimestampUs, input: opened }, ...inputs]
        for (const { at, input } of told) {
          const lines = step(engine, at, input)
          for (const [name, value] of numbersIn([engine.state, lines])) {
            const isWhole = Number.isSafeInteger(value) && !Object.is(value, -0)
            if (!isWhole || (value < 0 && !signed.includes(name)))
              throw new Error(`${name} is ${String(value)}`)
            if (value < 0) met(name)
          }
        }
      }),
      { seed: 411, numRuns: 150 },
    )
    for (const each of ['position.qty', 'position.realizedPnl', 'fee', 'markout'])
      expect([each, count(each) > 50]).toStrictEqual([each, true])
  })
})
