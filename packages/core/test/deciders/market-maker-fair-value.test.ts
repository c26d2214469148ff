import { aQuote, example, marketMaker, specForEngine, specForStrategy } from '../../src'
import { makerOpened, makerOrder as order, quoteAt, wishes } from '../support/maker-story'

const alone = specForStrategy(marketMaker)
const house = specForEngine(marketMaker)

/** A touch of 60990 to 61010, whose mid is 61000. */
const wide = (bidQty: string | null, askQty: string | null) =>
  aQuote({ bid: '60990', ask: '61010', bidQty, askQty })

const book = (bids: ReadonlyArray<string>, asks: ReadonlyArray<string>) =>
  example('BookUpdated', {
    symbol: 'BTCUSDT',
    kind: 'snapshot',
    depth: 50,
    bids: bids.map((qty, i) => [(60_999.5 - i * 0.5).toFixed(2), qty]),
    asks: asks.map((qty, i) => [(61_000.5 + i * 0.5).toFixed(2), qty]),
    updateId: 1,
    crossSeq: 1,
    venueAt: 1,
  })

describe('the fair value of the market maker', () => {
  const micro = makerOpened({ fair: 'microprice' })

  it('is the mid, whatever the quantities are', () => {
    alone
      .given(...makerOpened())
      .when(wide('3', '1'))
      .then(order('Buy', '60939', 1), order('Sell', '61061', 2))
  })

  it('is the microprice where it was told so: nearer to the side that is thinner', () => {
    // (60990 * 1 + 61010 * 3) / 4 is 61005; 10 bps below and above are 60943.995 and 61066.005
    alone
      .given(...micro)
      .when(wide('3', '1'))
      .then(order('Buy', '60943.50', 1), order('Sell', '61066.50', 2))
    // (60990 * 2 + 61010 * 1) / 3 is 60996.67; 60935.67 and 61057.66
    alone
      .given(...micro)
      .when(wide('1', '2'))
      .then(order('Buy', '60935.50', 1), order('Sell', '61058', 2))
  })

  it('is exact where a rounded microprice would land on the next tick', () => {
    // 60990 + 20 * 2/3 is 61003.33; without a spread the buy goes to 61003 and the sell to 61003.5
    alone
      .given(...makerOpened({ fair: 'microprice', spreadBps: 0 }))
      .when(wide('2', '1'))
      .then(order('Buy', '61003', 1), order('Sell', '61003.50', 2))
  })

  it.each([
    ['unknown', null, null],
    ['even', '2', '2'],
    ['none', '0', '0'],
  ])('is the mid where quantities are %s', (_, bidQty, askQty) => {
    alone
      .given(...micro)
      .when(wide(bidQty, askQty))
      .then(order('Buy', '60939', 1), order('Sell', '61061', 2))
  })

  it('moves the quotes with the quantities, which alone make no difference to a mid', () => {
    const said = house
      .given(...micro, wide('1', '1'))
      .when(wide('3', '1'))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-1', 'Buy 60943.5', 'cancel o-2', 'Sell 61066.5'])
    house
      .given(...makerOpened(), wide('1', '1'))
      .when(wide('3', '1'))
      .staysQuiet()
  })
})

describe("the order book's imbalance", () => {
  const leaning = (values: object = {}) => makerOpened({ imbalanceBps: 4, ...values })

  it('shifts both quotes towards the thinner side, by its share of imbalanceBps', () => {
    // (3 - 1) / 4 of 4 bps is 2: 8 bps below and 12 above are 60951.2 and 61073.2
    alone
      .given(...leaning())
      .when(quoteAt(61_000, '3', '1'))
      .then(order('Buy', '60951', 1), order('Sell', '61073.50', 2))
    alone
      .given(...leaning())
      .when(quoteAt(61_000, '1', '3'))
      .then(order('Buy', '60926.50', 1), order('Sell', '61049', 2))
  })

  it('is taken over the first imbalanceLevels levels of the book', () => {
    const asWritten = book(['1', '1', '90'], ['4', '2', '1'])
    // (2 - 6) / 8 of 4 bps is -2
    alone
      .given(...leaning({ imbalanceLevels: 2 }))
      .when(asWritten)
      .then(order('Buy', '60926.50', 1), order('Sell', '61049', 2))
    // (92 - 7) / 99 of 4 bps is 3.4343: 6.5657 below and 13.4343 above are 60959.949 and 61081.949
    alone
      .given(...leaning({ imbalanceLevels: 50 }))
      .when(asWritten)
      .then(order('Buy', '60959.50', 1), order('Sell', '61082', 2))
    // (1 - 4) / 5 of 4 bps is -2.4: 12.4 below and 7.6 above are 60924.36 and 61046.36
    alone
      .given(...leaning())
      .when(asWritten)
      .then(order('Buy', '60924', 1), order('Sell', '61046.50', 2))
  })

  it('is that of the touch where no book is known, and none where quantities are not', () => {
    alone
      .given(...leaning({ imbalanceLevels: 5 }))
      .when(quoteAt(61_000, '3', '1'))
      .then(order('Buy', '60951', 1), order('Sell', '61073.50', 2))
    for (const quote of [wide(null, null), wide('0', '0')])
      alone
        .given(...leaning())
        .when(quote)
        .then(order('Buy', '60939', 1), order('Sell', '61061', 2))
  })

  it('never takes a quote through the touch, however large it may be', () => {
    alone
      .given(...leaning({ imbalanceBps: 500, spreadBps: 0 }))
      .when(quoteAt(61_000, '3', '0'))
      .then(order('Buy', '61000', 1), order('Sell', '64050', 2))
  })

  it('requotes when only it changed', () => {
    const said = house
      .given(...leaning(), quoteAt(61_000))
      .when(quoteAt(61_000, '3', '1'))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-1', 'Buy 60951', 'cancel o-2', 'Sell 61073.5'])
  })
})
