import type { InstantView, OrderView } from '../../src/steps/instant-view'
import { greatestOf, ladderOf, shareOf } from '../../web/viewer/panels/ladder-rows'
import { orderSentence, queueText } from '../../web/viewer/panels/order-words'
import { lineTime } from '../../web/viewer/panels/line-time'

const order = (changes: Partial<OrderView> = {}): OrderView => ({
  ...{ order: 'o-1', account: 'main', symbol: 'BTCUSDT', side: 'Buy', leaves: '0.010' },
  ...{ price: '99.9', ahead: '0.0120', standing: 'at the venue' as const },
  ...changes,
})

const level = (price: string, qty: string | null) => ({ price, qty, ours: null })

const view = (orders: ReadonlyArray<OrderView>): InstantView =>
  ({
    market: {
      symbol: 'BTCUSDT',
      bid: { price: '100.0', qty: '1.5' },
      ask: { price: '100.1', qty: '2' },
      bids: [level('100.0', '1.5'), level('99.9', null), level('99.8', '0.25')],
      asks: [level('100.1', '2')],
      ...{ mark: null, last: null },
    },
    orders,
  }) as unknown as InstantView

describe("a ladder's rows", () => {
  it('has the mid between two ticks, and the spread, exactly', () => {
    const { mid, spread, spreadBps } = ladderOf(view([]))
    expect([mid, spread, spreadBps]).toStrictEqual(['100.05', '0.1', '10.00'])
  })

  it('adds up depth over a price where nobody else shows anything', () => {
    expect(ladderOf(view([])).bids.map(({ depth }) => depth)).toStrictEqual(['1.5', '1.5', '1.75'])
  })

  it('has our orders at their prices, and apart those beyond the last of them', () => {
    const here = order()
    const beyond = order({ order: 'o-2', price: '90.0' })
    const other = order({ order: 'o-3', symbol: 'ETHUSDT' })
    const ladder = ladderOf(view([here, beyond, other]))
    expect(ladder.bids.map(({ ours }) => ours)).toStrictEqual([[], [here], []])
    expect(ladder.beyondBids).toStrictEqual([beyond])
    expect(ladder.beyondAsks).toStrictEqual([])
  })

  it('has nothing between where a side is empty', () => {
    const { mid, spread, spreadBps } = ladderOf({ ...view([]), market: null })
    expect([mid, spread, spreadBps]).toStrictEqual([null, null, null])
  })

  it('measures bars by the greatest quantity, whatever its digits', () => {
    expect(greatestOf(['9', null, '10.5', '2'])).toBe('10.5')
    expect(shareOf('5.25', '10.5')).toBe(0.5)
    expect([shareOf(null, '1'), shareOf('1', null), shareOf('1', '0')]).toStrictEqual([0, 0, 0])
  })
})

describe('an order in words', () => {
  it.each([
    ['0.0120', '0.400', '0.012 of 0.4 ahead'],
    ['0.0120', null, '0.012 ahead'],
    ['0.000', '0.400', 'first'],
    [null, '0.400', ''],
  ])('has its place in the queue: %p of %p', (ahead, shown, text) => {
    expect(queueText(order({ ahead }), shown)).toBe(text)
  })

  it('says all that is known of it', () => {
    expect(orderSentence(order({ account: 'hedge' }), '0.4')).toBe(
      'o-1 of hedge: Buy 0.010 @ 99.9, at the venue, 0.012 of 0.4 ahead',
    )
  })
})

describe("a line's time in a list", () => {
  it.each([
    [1_000_000_000_000_001, 'session', '+0.000001'],
    [1_000_000_119_999_999, 'session', '+119.999999'],
    [1_000_003_723_000_004, 'session', '+1:02:03.000004'],
    [1_000_000_000_000_001, 'utc', '01:46:40.000001'],
  ] as const)('is to the microsecond: %i, %s', (at, mode, text) => {
    expect(lineTime(at, 1_000_000_000_000_000, mode)).toBe(text)
  })
})
