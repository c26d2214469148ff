import type { Told } from '../../src'
import {
  after,
  aQuote,
  midSeen,
  marketMaker,
  specForEngine,
  specForStrategy,
  volatilityOf,
} from '../../src'
import { makerOpened, makerOrder as order, quoteAt, wishes } from '../support/maker-story'

const alone = specForStrategy(marketMaker)
const house = specForEngine(marketMaker)
const second = 1_000_000
const opened = (values: object = {}) => makerOpened({ volFactor: 1, skewBps: 0, ...values })

/** The mid moves by 10 bps at once: squares of 1e10, in 1e-8 of the price. */
const moved: ReadonlyArray<Told> = [quoteAt(61_000), quoteAt(61_061)]

describe('the volatility that widens the spread', () => {
  it('is 0 before the mid has moved: the first quotes stand at spreadBps', () => {
    alone
      .given(...opened())
      .when(quoteAt(61_000))
      .then(order('Buy', '60939', 1), order('Sell', '61061', 2))
  })

  it('is the standard deviation of the mid over a second, added to the half spread', () => {
    // 10 bps squared, by ln 2 and 10 s, is 6.93 square bps a second: 2.6327 bps
    // 12.6327 bps below and above 61061 are 60983.86 and 61138.14
    const said = house
      .given(...opened(), quoteAt(61_000))
      .when(quoteAt(61_061))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-1', 'Buy 60983.5', 'cancel o-2', 'Sell 61138.5'])
  })

  it('counts volFactor times', () => {
    // 2.5 times 2.6327 bps is 6.58175: 16.58175 bps from 61061 are 60959.75 and 61162.25
    const said = house
      .given(...opened({ volFactor: '2.5' }), quoteAt(61_000))
      .when(quoteAt(61_061))
      .said()
    expect(wishes(said)).toContain('Buy 60959.5')
    expect(wishes(said)).toContain('Sell 61162.5')
  })

  it('falls to the root of a half with each half-life, and the quotes follow it', () => {
    // 1.8616 bps after 10 s: 11.8616 bps from 61061 are 60988.57 and 61133.43
    const said = house
      .given(...opened(), ...moved)
      .when(after(10 * second, quoteAt(61_061)))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-3', 'Buy 60988.5', 'cancel o-4', 'Sell 61133.5'])
  })

  it('has a half-life that can be chosen', () => {
    // with 40 s: 10 bps squared, by ln 2 and 40 s, is 1.7329 square bps a second: 1.3164 bps
    const said = house
      .given(...opened({ volHalfLifeMs: 40_000 }), quoteAt(61_000))
      .when(quoteAt(61_061))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-1', 'Buy 60991.5', 'cancel o-2', 'Sell 61130.5'])
  })

  it('passes over a touch without two sides', () => {
    const said = house
      .given(...opened(), quoteAt(61_000), aQuote({ bid: null }))
      .when(quoteAt(61_061))
      .said()
    expect(wishes(said)).toContain('Buy 60983.5')
  })

  it('is not kept where nothing follows it', () => {
    const rows = (values: object) =>
      house.given(...opened(values), ...moved).state().strategy as {
        readonly rows: Readonly<Record<string, { readonly volatility: unknown }>>
      }
    expect(rows({ volFactor: 0 }).rows['BTCUSDT']?.volatility).toBeNull()
    expect(rows({}).rows['BTCUSDT']?.volatility).toMatchObject({ squares: 10_000_000_000 })
  })

  it('takes the buys away, not the session, where the mid leaps to anywhere', () => {
    const leaps = [quoteAt(1), quoteAt(9_000_000_000), quoteAt(1)]
    const wild = opened({ volFactor: 1_000, volHalfLifeMs: 1 })
    const state = house.given(...wild, ...leaps).state()
    const buys = Object.values(state.orders.open).filter(({ side }) => side === 'Buy')
    expect(buys).toStrictEqual([])
  })
})

describe('the estimate of volatility', () => {
  const halfLifeUs = 10 * second

  it('comes to what a steady walk has, whichever way it goes and however often it is seen', () => {
    // 1 bp every 100 ms is 3.162 bps a second
    for (const everyUs of [100_000, 25_000]) {
      let mid = 100_000_000_000
      let seen = midSeen(null, mid, 0, halfLifeUs)
      for (let at = everyUs; at <= 200 * second; at += everyUs) {
        if (at % 100_000 === 0) mid += (at % 200_000 === 0 ? 1 : -1) * 10_000_000
        seen = midSeen(seen, mid, at, halfLifeUs)
      }
      const estimate = volatilityOf(seen, halfLifeUs)
      expect(estimate).toBeGreaterThan(30_500)
      expect(estimate).toBeLessThan(32_800)
    }
  })

  it.each([
    [0, 10_000],
    [1 * second, 9_330],
    [5 * second, 7_071],
    [9 * second, 5_358],
    [10 * second, 5_000],
    [25 * second, 1_767],
    [1_000 * second, 0],
  ])('after %d us has %d of 10000 squares left', (passedUs, left) => {
    const before = { midTwice: 200, squares: 10_000, tenths: 0 }
    expect(midSeen(before, 200, passedUs, halfLifeUs).squares).toBe(left)
  })

  it('holds a leap at a size whose square is exact', () => {
    let seen = midSeen(null, 1, 0, halfLifeUs)
    for (let i = 0; i < 10; i++)
      seen = midSeen(seen, i % 2 === 0 ? Number.MAX_SAFE_INTEGER : 1, 0, halfLifeUs)
    expect(Number.isSafeInteger(seen.squares)).toBe(true)
    expect(Number.isSafeInteger(volatilityOf(seen, 1_000))).toBe(true)
  })
})
