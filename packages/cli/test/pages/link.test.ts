import type { Range } from '../../web/behavior/link'
import { lastAt, movedTo, newLink, shownOf, stepped, zoomedAround } from '../../web/behavior/link'

const home: Range = { from: 0, to: 1_000_000 }

describe('what a chart shows of a zoom', () => {
  it('is all it has without one, and the common part with one', () => {
    expect(shownOf(home, null)).toStrictEqual(home)
    expect(shownOf(home, { from: 400_000, to: 2_000_000 })).toStrictEqual({
      ...{ from: 400_000, to: 1_000_000 },
    })
  })

  it('is all it has where hardly anything is common', () => {
    expect(shownOf(home, { from: 2_000_000, to: 3_000_000 })).toStrictEqual(home)
    expect(shownOf(home, { from: 999_999, to: 3_000_000 })).toStrictEqual(home)
  })
})

describe('zooming around an instant', () => {
  it('keeps the instant where it is on the screen', () => {
    expect(zoomedAround(home, home, 250_000, 0.5)).toStrictEqual({ from: 125_000, to: 625_000 })
  })

  it('stays within the bounds, and ends at all of them', () => {
    const shown = { from: 800_000, to: 1_000_000 }
    expect(zoomedAround(home, shown, 990_000, 2)).toStrictEqual({ from: 600_000, to: 1_000_000 })
    expect(zoomedAround(home, { from: 0, to: 600_000 }, 0, 2)).toBeNull()
  })

  it('goes no further than a millisecond', () => {
    const close = { from: 500_000, to: 501_000 }
    expect(zoomedAround(home, close, 500_500, 0.5)).toStrictEqual(close)
  })

  it('moves only as far as an instant out of sight needs', () => {
    const shown = { from: 100_000, to: 200_000 }
    expect(movedTo(home, shown, 150_000)).toBe(shown)
    expect(movedTo(home, shown, 700_000)).toStrictEqual({ from: 650_000, to: 750_000 })
    expect(movedTo(home, shown, 999_999)).toStrictEqual({ from: 900_000, to: 1_000_000 })
  })
})

describe('steps among instants', () => {
  const times = [10, 20, 20, 35]

  it('finds the last that is not after another', () => {
    expect([5, 10, 20, 34, 99].map((at) => lastAt(times, at))).toStrictEqual([-1, 0, 2, 2, 3])
  })

  it('goes to the next or the one before, also from between two, and stops at the ends', () => {
    const rising = [10, 20, 30]
    expect([1, -1].map((by) => stepped(rising, 20, by))).toStrictEqual([30, 10])
    expect([1, -1].map((by) => stepped(rising, 25, by))).toStrictEqual([30, 20])
    expect([1, -1].map((by) => stepped(rising, 5, by))).toStrictEqual([10, 10])
    expect([9, -9].map((by) => stepped(rising, 20, by))).toStrictEqual([30, 10])
    expect(stepped([], 7, 1)).toBe(7)
  })
})

describe('linked charts', () => {
  it('show, point and go back to the instant that is held, together', () => {
    const link = newLink()
    const seen: Array<readonly [string, unknown]> = []
    for (const name of ['first', 'second'])
      link.join({
        home,
        show: (range) => void seen.push([`${name} shows`, range]),
        point: (at) => void seen.push([`${name} points`, at]),
      })
    const heard: Array<readonly [number | null, boolean]> = []
    link.onPoint((at, isHeld) => void heard.push([at, isHeld]))
    link.hold(7)
    link.preview(9)
    link.preview(null)
    expect(heard).toStrictEqual([
      [7, true],
      [9, false],
      [7, true],
    ])
    seen.length = 0
    link.zoom({ from: 1, to: 500_001 })
    expect(seen).toStrictEqual(
      ['first', 'second'].flatMap((name) => [
        [`${name} shows`, { from: 1, to: 500_001 }],
        [`${name} points`, 7],
      ]),
    )
  })
})
