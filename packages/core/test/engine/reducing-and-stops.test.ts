import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  example,
  knownBehaviors,
  silent,
} from '../../src'
import { positionsOf } from '../support/main-account'
import { recorded, replayed } from '../support/recorded'
import { at } from '../support/timed'

const enough = { account: null, symbol: null, actor: 'ana', note: 'enough' }

/** A short, an order that would buy it back, and a stop that does so first. */
const inputs = [
  at(0, anInstrument()),
  at(0, aQuote({ bid: '59999.00', ask: '60001.00' })),
  at(0, aPlaceOrder({ side: 'Sell', price: '60001.00', qty: '0.002' })),
  at(60_000, example('ClockAdvanced', {})),
  at(61_000, example('ReduceTrading', enough)),
  at(62_000, aPlaceOrder({ side: 'Buy', price: '59999.00', qty: '0.002' })),
  at(
    63_000,
    example('SetTradingStop', {
      symbol: 'BTCUSDT',
      stopLoss: '60100.00',
      slTriggerBy: 'MarkPrice',
    }),
  ),
  at(64_000, aQuote({ bid: '60150.00', ask: '60151.00' })),
  at(200_000, example('ClockAdvanced', {})),
]

const closedByStop = (behaviors: string) => {
  const opened = aSession({ fillModel: 'scheduled', fillRate: '1', latencyUs: 50_000, behaviors })
  const { bytes, entries, session } = recorded({ opened, inputs }, silent)
  const lines = entries.map(({ seq, cause, message }) => {
    const what = 'orderId' in message ? `${message.type} ${message.orderId}` : message.type
    return { seq, cause, what }
  })
  return { bytes, lines, held: positionsOf(session.state)[0]?.[1].qty }
}

type Line = ReturnType<typeof closedByStop>['lines'][number]

const lineOf = (lines: ReadonlyArray<Line>, what: string): Line => {
  const line = lines.find((each) => each.what === what)
  if (line === undefined) throw new Error(`nothing said ${what}`)
  return line
}

describe('while trading may only reduce', () => {
  // found by the law of risk-rules.laws.ts: the order stayed open, and opened another position
  it('a stop closes the position, and the order that was to reduce it is canceled', () => {
    const { lines, held } = closedByStop(knownBehaviors.all)
    const cancel = lineOf(lines, 'CancelOrder o-2')
    expect(cancel.cause).toBe(lineOf(lines, 'OrderFilled s-1').seq)
    expect(lineOf(lines, 'OrderCanceled o-2').cause).toBe(cancel.seq)
    expect(held).toBe(0)
  })

  it('a journal without the behavior keeps that order, and replays as it was made', () => {
    const { bytes, lines, held } = closedByStop('')
    expect(lineOf(lines, 'OrderFilled o-2').seq).toBeGreaterThan(
      lineOf(lines, 'OrderFilled s-1').seq,
    )
    expect(held).toBe(2)
    expect(replayed(bytes, silent)).toBeNull()
  })

  it('a journal with it replays too, and differs first behind the fill of the stop', () => {
    const [before, now] = [closedByStop(''), closedByStop(knownBehaviors.all)]
    expect(replayed(now.bytes, silent)).toBeNull()
    const stopped = lineOf(now.lines, 'OrderFilled s-1').seq
    expect(now.lines.slice(0, stopped)).toStrictEqual(before.lines.slice(0, stopped))
    expect(now.lines[stopped]?.what).toBe('CancelOrder o-2')
    expect(before.lines[stopped]?.what).toBe('OrderFilled o-2')
  })
})
