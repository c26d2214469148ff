import type { Message } from '../../src'
import { aQuote, aSession, anEdge, example, newMetricsFold } from '../../src'
import { entryOf } from '../support/lines'

const after = (...messages: ReadonlyArray<Message>) => {
  const fold = newMetricsFold()
  messages.forEach((message, i) => {
    fold.apply(entryOf(message, i + 1))
  })
  return fold.metrics()
}

describe('the lag of a feed', () => {
  const at = 1_700_000_000_000_000

  it('is the time of a line less the time that the venue gives it, of the last such line', () => {
    const quotes = [at - 9_000, at - 2_500].map((venueAt) => aQuote({ venueAt }))
    expect(after(aSession(), ...quotes).feedLagUs).toStrictEqual({ BTCUSDT: 2_500 })
  })

  it('is below zero where the clock of the venue is ahead', () => {
    expect(after(aQuote({ venueAt: at + 40 })).feedLagUs).toStrictEqual({ BTCUSDT: -40 })
  })

  it('is not told where the venue gives no time', () => {
    expect(after(aQuote({ venueAt: null })).feedLagUs).toStrictEqual({})
  })
})

describe('lines that contradict each other', () => {
  const lost = example('OrderAccepted', {
    ...{ orderId: 'o-1', symbol: 'BTCUSDT', price: '61000', orderStatus: 'New' },
  })

  it('are counted, the first in words, and the other figures go on', () => {
    const metrics = after(aSession(), lost, anEdge({ edgeBps: '2' }))
    expect(metrics.faults).toBe(2)
    expect(metrics.firstFault).toBe('line 2: OrderAccepted of o-1, which was never placed')
    expect(metrics.edge).toStrictEqual({ '': { BTCUSDT: 2_000_000 } })
  })
})

describe('an edge', () => {
  it('may be of an account that is named like what every object has', () => {
    const metrics = after(anEdge({ account: 'constructor', edgeBps: '3' }))
    expect(Object.entries(metrics.edge)).toStrictEqual([['constructor', { BTCUSDT: 3_000_000 }]])
  })
})

describe('a bound of symbols', () => {
  it('is a count', () => {
    expect(() => newMetricsFold(-1)).toThrow('-1 is no count')
  })
})
