import type { Message, SessionOpened, Strategy, View } from '@shadowtape/core'
import { InvariantViolated } from '@shadowtape/core'

import { StrategyFault, checkedStrategy } from '../../src/sessions/checked-strategy'

const view = { instruments: { BTCUSDT: {} }, strategy: {} } as unknown as View

const clock = { type: 'ClockAdvanced' } as Message

const sound: Strategy = {
  name: 'mine',
  initial: () => ({}),
  evolve: () => undefined,
  decide: () => [],
}

const deciding = (decided: unknown): Strategy =>
  checkedStrategy('./mine.ts', { ...sound, decide: () => decided as ReadonlyArray<never> })

const decided = (commands: unknown): unknown => deciding(commands).decide(view, clock)

const order = {
  type: 'PlaceOrder',
  symbol: 'BTCUSDT',
  side: 'Buy',
  price: 5_000_000,
  qty: 10,
  orderLinkId: null,
}

describe('checkedStrategy', () => {
  it('hands sound commands on as they are', () => {
    const commands = [
      order,
      { type: 'CancelOrder', orderId: 'o-1', symbol: 'BTCUSDT', reason: 'STRATEGY' },
      { type: 'CancelAllOrders', symbol: null },
      { type: 'FreezeTrading', symbol: null, actor: 'mine', note: 'enough' },
    ]
    expect(decided(commands)).toBe(commands)
    expect(decided([])).toStrictEqual([])
  })

  it.each([
    ['a price between ticks', { ...order, price: 1.5 }, 'PlaceOrder.price is 1.5, not Price'],
    ['a price of NaN', { ...order, price: NaN }, 'PlaceOrder.price is NaN, not Price'],
    ['a text for a quantity', { ...order, qty: '10' }, 'PlaceOrder.qty is "10", not Qty'],
    ['no side', { ...order, side: undefined }, 'PlaceOrder.side is undefined, not Side'],
    [
      'a link left out',
      { ...order, orderLinkId: undefined },
      'PlaceOrder.orderLinkId is undefined',
    ],
    ['a strange symbol', { ...order, symbol: 'ETHUSDT' }, 'PlaceOrder.symbol is "ETHUSDT", which'],
    [
      'a thaw',
      { type: 'ThawTrading', symbol: null, actor: 'a', note: 'b' },
      'a strategy cannot ask for "ThawTr',
    ],
    [
      'an event',
      { type: 'OrderFilled' },
      'a strategy cannot ask for "OrderFilled", only for Place',
    ],
    ['nothing at all', null, 'decide returned null among its commands'],
  ])('stops a command with %s', (_, command, says) => {
    expect(() => decided([command])).toThrow(StrategyFault)
    expect(() => decided([command])).toThrow(`./mine.ts: ${says}`)
  })

  it('stops what is no list of commands', () => {
    expect(() => decided(order)).toThrow('./mine.ts: decide returned {"type":"PlaceOrder"')
    expect(() => decided(undefined)).toThrow('decide returned undefined, not a list of commands')
  })

  it.each([
    ['initial', './mine.ts: initial threw TypeError: mine broke (at '],
    ['evolve', './mine.ts: evolve threw TypeError: mine broke (at '],
    ['decide', './mine.ts: decide threw TypeError: mine broke (at '],
  ] as const)('says what %s threw, and where', (verb, says) => {
    const broken = checkedStrategy('./mine.ts', {
      ...sound,
      [verb]: () => {
        throw new TypeError('mine broke')
      },
    })
    const lived = () => {
      const slice = broken.initial({} as SessionOpened)
      broken.evolve(slice, clock, view)
      broken.decide(view, clock)
    }
    expect(lived).toThrow(StrategyFault)
    expect(lived).toThrow(says)
    expect(lived).toThrow(/checked-strategy\.test\.ts:\d+:\d+\)$/)
  })

  it('says what was thrown that is no error, and lets a contradiction through', () => {
    const throwing = (thrown: unknown) =>
      checkedStrategy('./mine.ts', {
        ...sound,
        decide: () => {
          throw thrown
        },
      })
    expect(() => throwing('mine').decide(view, clock)).toThrow('./mine.ts: decide threw "mine"')
    const contradiction = new InvariantViolated('ours')
    expect(() => throwing(contradiction).decide(view, clock)).toThrow(contradiction)
  })

  it.each([
    ['a date', { at: new Date(0) }, 'slice.at is a Date, not plain data'],
    ['a map', { deep: [{ rows: new Map() }] }, 'slice.deep.0.rows is a Map, not plain data'],
    ['a function', { f: () => 1 }, 'slice.f is a function, not plain data'],
    ['nothing for a value', { x: undefined }, 'slice.x is undefined, not plain data'],
    ['a bigint', { x: 1n }, 'slice.x is a bigint, not plain data'],
    ['no number', { x: [0, NaN] }, 'slice.x.1 is NaN, which is no number'],
    ['a list', [], 'the slice is [], not a record'],
    ['nothing', undefined, 'the slice is undefined, not a record'],
  ])('stops a slice with %s, when it is made and at a seal', (_, slice, says) => {
    const remembering = { ...sound, initial: () => slice as object }
    const made = () => checkedStrategy('./mine.ts', remembering).initial({} as SessionOpened)
    expect(made).toThrow(`./mine.ts: ${says}`)
    const later = () => {
      checkedStrategy('./mine.ts', sound).evolve(
        slice as object,
        { type: 'Sealed' } as Message,
        view,
      )
    }
    expect(later).toThrow(`./mine.ts: ${says}`)
  })

  it('lets plain data be', () => {
    const slice = { a: 1, b: 'x', c: [true, null, { d: 0.5 }], e: Object.create(null) as object }
    const remembering = checkedStrategy('./mine.ts', { ...sound, initial: () => slice })
    expect(remembering.initial({} as SessionOpened)).toBe(slice)
  })
})
