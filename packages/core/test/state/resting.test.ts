import type { OrderId, QueueRule, RestingLevel, Side } from '../../src'
import { joined, left, shown, shrunk, traded, tradedThrough } from '../../src/state/resting'

type Levels = Parameters<typeof joined>[0]
const cautious: QueueRule = { model: 'risk-averse', power: 1_000_000 }
const even: QueueRule = { model: 'power', power: 1_000_000 }

/** A queue of buys at 100, told in short; `gaps` reads it back. */
const queue = (rule: QueueRule = cautious) => {
  const levels: Levels = []
  const level = (): Levels[number] => levels[0] as Levels[number]
  return {
    levels,
    level,
    joins: (id: string, leavesQty: number, shownQty: number | null) =>
      joined(levels, 'Buy', 100, { orderId: id as OrderId, leavesQty }, shownQty),
    leaves: (id: string) => left(levels, 'Buy', 100, id as OrderId),
    fills: (id: string, qty: number) => shrunk(levels, 'Buy', 100, id as OrderId, qty),
    shows: (qty: number | null, at: number) => shown(level(), qty, at, rule, 1),
    trades: (qty: number, at: number) => traded(level(), qty, at, rule, 1),
    gaps: () => level().orders.map(({ orderId, gap }) => [orderId, gap].join(' ')),
  }
}

describe('an order of ours in a queue', () => {
  it('joins behind all that is shown, and behind those of ours before it', () => {
    const at100 = queue()
    at100.joins('a', 5, 10)
    at100.joins('b', 5, 10)
    at100.shows(14, 1)
    at100.joins('c', 5, 14)
    expect(at100.gaps()).toStrictEqual(['a 10', 'b 0', 'c 4'])
  })

  it('leaves what was between it and the one before to the one behind', () => {
    const at100 = queue()
    at100.joins('a', 5, 10)
    at100.shows(14, 1)
    at100.joins('b', 5, 14)
    at100.shows(17, 2)
    at100.joins('c', 5, 17)
    at100.leaves('b')
    expect(at100.gaps()).toStrictEqual(['a 10', 'c 7'])
    at100.leaves('a')
    expect(at100.gaps()).toStrictEqual(['c 17'])
    at100.leaves('c')
    expect(at100.levels).toStrictEqual([])
    expect(() => at100.leaves('c')).toThrow('c does not rest at its price')
    expect(() => at100.fills('c', 1)).toThrow('c does not rest at its price')
  })

  it('fills with what comes through, and the rest of it goes on to the next, less its gap', () => {
    const at100 = queue()
    at100.joins('a', 5, 10)
    at100.shows(14, 1)
    at100.joins('b', 5, 14)
    at100.trades(12, 2)
    expect(at100.gaps()).toStrictEqual(['a -2', 'b 4'])
    at100.fills('a', 2)
    expect(at100.gaps()).toStrictEqual(['a 0', 'b 4'])

    at100.trades(10, 3)
    at100.fills('a', 3)
    expect(at100.gaps()).toStrictEqual(['a -7', 'b 4'])
    at100.leaves('a')
    expect(at100.gaps()).toStrictEqual(['b -3'])
    at100.fills('b', 3)
    expect(at100.level().orders).toStrictEqual([{ orderId: 'b', leavesQty: 2, gap: 0 }])
  })

  it.each<[Side, ReadonlyArray<number>]>([
    ['Buy', [101, 100, 99]],
    ['Sell', [99, 100, 101]],
  ])('of a %s stands with its price, the best first', (side, prices) => {
    const levels: Levels = []
    for (const price of [100, 101, 99, 100])
      joined(levels, side, price, { orderId: 'a' as OrderId, leavesQty: 1 }, 0)
    expect(levels.map((level: RestingLevel) => level.price)).toStrictEqual(prices)
  })
})

describe('what is shown at a price of ours', () => {
  it('and shrinks as a trade said before leaves the queue as the trade did', () => {
    const at100 = queue()
    at100.joins('a', 5, 10)
    at100.trades(4, 10)
    expect(at100.gaps()).toStrictEqual(['a 6'])
    at100.shows(6, 10)
    at100.shows(5, 20)
    expect(at100.gaps()).toStrictEqual(['a 6'])
    at100.shows(5, 21)
    at100.trades(1, 21)
    // the one that went at 20 was never a trade: it was ahead, as nobody was behind
    expect(at100.gaps()).toStrictEqual(['a 4'])
  })

  it('and shrinks before the trade that explains it moves the queue once', () => {
    const at100 = queue()
    at100.joins('a', 5, 10)
    at100.shows(6, 10)
    expect(at100.gaps()).toStrictEqual(['a 10'])
    at100.trades(4, 10)
    expect(at100.gaps()).toStrictEqual(['a 6'])
    at100.shows(7, 20)
    expect(at100.gaps()).toStrictEqual(['a 6'])
  })

  it('and shrinks without a trade is shared out once none can explain it', () => {
    const at100 = queue()
    at100.joins('a', 5, 10)
    at100.shows(16, 1)
    at100.shows(13, 10)
    at100.shows(14, 20)
    expect(at100.gaps()).toStrictEqual(['a 10'])
    at100.shows(9, 30)
    at100.shows(10, 40)
    expect(at100.gaps()).toStrictEqual(['a 9'])
  })

  it('is shared by the rule for each of our orders, with what others have before and behind', () => {
    const at100 = queue(even)
    at100.joins('a', 5, 10)
    at100.shows(20, 1)
    at100.joins('b', 5, 20)
    at100.shows(40, 2)
    at100.shows(30, 5)
    at100.shows(31, 6)
    // of 10: 10 before and 30 behind a, so 3 ahead of it; 20 and 20, so 5 ahead of b
    expect(at100.gaps()).toStrictEqual(['a 7', 'b 8'])
  })

  it('is before the first of ours where the price is seen only later', () => {
    const at100 = queue()
    at100.joins('a', 5, null)
    at100.joins('b', 5, null)
    at100.shows(null, 1)
    expect(at100.gaps()).toStrictEqual(['a 0', 'b 0'])
    at100.trades(3, 2)
    at100.fills('a', 3)
    at100.shows(8, 3)
    expect(at100.gaps()).toStrictEqual(['a 8', 'b 0'])
    // what traded before it was seen is not in it, and explains nothing after
    expect(at100.level()).toMatchObject({ shownQty: 8, tradedQty: 0 })
  })

  it('and is as much as before a trade has been made up for, once that is certain', () => {
    const at100 = queue()
    at100.joins('a', 5, 10)
    at100.trades(4, 10)
    at100.shows(10, 10)
    expect(at100.level().tradedQty).toBe(4)
    at100.shows(10, 11)
    at100.joins('b', 5, 10)
    expect(at100.gaps()).toStrictEqual(['a 6', 'b 4'])
  })
})

describe('a trade beyond a price of ours', () => {
  const withTwo = () => {
    const at100 = queue()
    at100.joins('a', 5, 10)
    at100.shows(14, 1)
    at100.joins('b', 5, 14)
    return at100
  }

  it.each([
    [7, 0, ['a -7', 'b 0']],
    [10, 0, ['a -10', 'b 0']],
    [30, 20, ['a -10', 'b 0']],
  ])('of %i goes to ours before all others, and leaves %i', (qty, rest, gaps) => {
    const at100 = withTwo()
    expect(tradedThrough(at100.level(), qty)).toBe(rest)
    expect(at100.gaps()).toStrictEqual(gaps)
  })
})
