import fc from 'fast-check'
import type { Seq, TimestampUs } from '@shadowtape/core'
import { initialState, messages, noSlice, reducerOf } from '@shadowtape/core'

import type { Level } from './capture-builder'
import { aBook, aTicker, aTrade, hear, line, newFolder, someTrades } from './capture-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const symbol = fc.constantFrom('BTCUSDT', 'XRPUSDT')
const price = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('99', '100', '101', '102', '100.5') },
  { weight: 1, arbitrary: fc.constantFrom('-1', '0') },
)
const size = fc.constantFrom('0', '1', '2.5', '1')
const side = fc.array(fc.tuple(price, size) as fc.Arbitrary<Level>, { maxLength: 3 })
const kind = fc.constantFrom('snapshot', 'delta', 'delta', 'delta')

const book = fc
  .tuple(symbol, fc.constantFrom(1, 50, 200), kind, fc.integer({ min: 1, max: 6 }), side, side)
  .map(([name, depth, type, u, bids, asks]) =>
    aBook(`orderbook.${depth}.${name}`, type as 'snapshot' | 'delta', u, bids, asks),
  )
const trade = fc
  .tuple(symbol, price, size)
  .map(([s, p, v]) => ({ ...someTrades(aTrade({ s, p, v })), topic: `publicTrade.${s}` }))
const ticker = fc
  .tuple(symbol, kind, price, price, price, size)
  .map(([s, type, lastPrice, bid1Price, ask1Price, bid1Size]) =>
    aTicker(
      type as 'snapshot' | 'delta',
      { lastPrice, bid1Price, ask1Price, bid1Size, ask1Size: '1' },
      s,
    ),
  )
const timed = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.oneof(book, book, trade, ticker))
const file = fc.array(timed, { minLength: 1, maxLength: 25 })

describe('what comes out of a capture', () => {
  it('is taken by the reducers of core, whatever the capture holds', async () => {
    let inputs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), async (files) => {
        const paths = files.map((messages, n) => {
          const text = messages.map(([us, message], i) => line(us + i, message)).join('\n')
          return folder.write(`${n}`, text)
        })
        const heard = await hear(paths)
        const reducer = reducerOf(noSlice)
        const state = initialState()
        for (const [index, message] of heard.inputs.entries()) {
          const at = heard.times[index] as TimestampUs
          expect(at).toBeGreaterThanOrEqual(state.at)
          expect(messages[message.type].is(message)).toBe(true)
          reducer.apply(state, { seq: (index + 1) as Seq, at, cause: null, message })
          inputs++
        }
        for (const { bid, ask } of Object.values(state.market)) {
          expect(bid === null || bid > 0).toBe(true)
          expect(ask === null || ask > 0).toBe(true)
        }
      }),
      { seed: 11, numRuns: 300 },
    )
    expect(inputs).toBeGreaterThan(1500)
  })
})
