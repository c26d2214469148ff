import type { Command, Entry, Message, Strategy } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  after,
  anEdge,
  engineAfter,
  engineOf,
  example,
  nothing,
  passed,
  silent,
  specForEngine,
  step,
  tell,
} from '../../src'

const wanting = (decide: (message: Message) => ReadonlyArray<Command>): Strategy => ({
  ...silent,
  decide: (_, message) => decide(message),
})
const told = (entries: ReadonlyArray<Entry>) =>
  entries.map(({ seq, cause, message }) => [seq, message.type, cause])

describe('step', () => {
  it('numbers every line, and names what made us say it; what came in has no cause', () => {
    const engine = engineAfter(silent, [aQuote()])
    expect(told(tell(engine, aPlaceOrder()))).toStrictEqual([
      [4, 'PlaceOrder', null],
      [5, 'OrderPlaced', 4],
      [6, 'OrderAccepted', 5],
    ])
  })

  it('fires what is due by an input first, in order of due time and then of setting', () => {
    const engine = engineAfter(silent, [
      aQuote(),
      aPlaceOrder(),
      aPlaceOrder(),
      after(1, aPlaceOrder()),
    ])
    const entries = tell(engine, after(49_999, aQuote({ bid: '60000' })))
    const shown = entries.map(({ at, message }) => [
      message.type,
      'orderId' in message ? message.orderId : null,
      at - engine.state.at,
    ])
    expect(shown).toStrictEqual([
      ['OrderFilled', 'o-1', 0],
      ['OrderFilled', 'o-2', 0],
      ['QuoteObserved', null, 0],
    ])
    expect(tell(engine, passed(1)).map(({ at, message }) => [message.type, at])).toStrictEqual([
      ['OrderFilled', engine.state.at],
      ['ClockAdvanced', engine.state.at],
    ])
  })

  it('gives a timer the time it was due at, and the line that set it as its cause', () => {
    const engine = engineAfter(silent, [aQuote(), aPlaceOrder()])
    const placedAt = engine.state.at
    const accepted = engine.state.seq
    const [fill] = tell(engine, passed(1_000_000))
    expect([fill?.at, fill?.cause]).toStrictEqual([placedAt + 50_000, accepted])
  })

  it('takes what the house answers before the next wish of the strategy', () => {
    const two = wanting((message) =>
      message.type === 'QuoteObserved' ? [aPlaceOrder(), aPlaceOrder({ side: 'Sell' })] : nothing,
    )
    const engine = engineAfter(two, [])
    expect(told(tell(engine, aQuote()))).toStrictEqual([
      [3, 'QuoteObserved', null],
      [4, 'PlaceOrder', 3],
      [5, 'OrderPlaced', 4],
      [6, 'OrderAccepted', 5],
      [7, 'PlaceOrder', 3],
      [8, 'OrderPlaced', 7],
      [9, 'OrderAccepted', 8],
    ])
  })

  it('cancels everything before a strategy that hears of a freeze gets its turn', () => {
    const stubborn = wanting((message) =>
      message.type === 'TradingFrozen' ? [aPlaceOrder()] : nothing,
    )
    const said = specForEngine(stubborn)
      .given(aQuote(), aPlaceOrder())
      .when(anEdge({ edgeBps: '0' }))
      .said()
    expect(said.map(({ type }) => type)).toStrictEqual([
      'TradingFrozen',
      'CancelOrder',
      'OrderCanceled',
      'PlaceOrder',
      'OrderDenied',
    ])
  })

  it('does not let time run backwards', () => {
    const engine = engineAfter(silent, [])
    expect(() => tell(engine, after(-1, aQuote()))).toThrow('time ran backwards')
  })

  it('stops a strategy that talks to itself without end', () => {
    const endless = wanting((message) =>
      message.type === 'CancelRejected' || message.type === 'QuoteObserved' ? [aCancel] : nothing,
    )
    const engine = engineAfter(endless, [])
    expect(() => tell(engine, aQuote())).toThrow('one input had more than 100000 consequences')
  })

  it('makes no line of its own where there is nothing to say', () => {
    const engine = engineOf(silent)
    expect(step(engine, 5 as never, example('ClockAdvanced', {}))).toHaveLength(1)
  })
})

const aCancel = example('CancelOrder', { orderId: 'o-9', symbol: 'BTCUSDT', reason: 'STRATEGY' })
