import type { Message, Strategy, View } from '@shadowtape/core'

import { BadCommand, checkedStrategy } from '../../src/sessions/checked-strategy'

const view = { instruments: { BTCUSDT: {} }, strategy: {} } as unknown as View

const deciding = (decided: unknown): Strategy =>
  checkedStrategy('./mine.ts', {
    name: 'mine',
    initial: () => ({}),
    evolve: () => undefined,
    decide: () => decided as ReadonlyArray<never>,
  })

const decided = (commands: unknown): unknown =>
  deciding(commands).decide(view, { type: 'ClockAdvanced' } as Message)

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
      { type: 'FreezeTrading', actor: 'mine', note: 'enough' },
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
    ['a thaw', { type: 'ThawTrading', actor: 'a', note: 'b' }, 'a strategy cannot ask for "ThawTr'],
    [
      'an event',
      { type: 'OrderFilled' },
      'a strategy cannot ask for "OrderFilled", only for Place',
    ],
    ['nothing at all', null, 'decide returned null among its commands'],
  ])('stops a command with %s', (_, command, says) => {
    expect(() => decided([command])).toThrow(BadCommand)
    expect(() => decided([command])).toThrow(`./mine.ts: ${says}`)
  })

  it('stops what is no list of commands', () => {
    expect(() => decided(order)).toThrow('./mine.ts: decide returned {"type":"PlaceOrder"')
    expect(() => decided(undefined)).toThrow('decide returned undefined, not a list of commands')
  })
})
