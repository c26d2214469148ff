import { newReceiveClock } from '../../src/clock/receive-clock'

const clockOf = () => {
  let wall = 1_796_000_000_000
  let monotonic = 5_000n
  const read = newReceiveClock(
    () => wall,
    () => monotonic,
  )
  return {
    read,
    pass: (wallMs: number, ns: bigint): void => {
      wall += wallMs
      monotonic += ns
    },
  }
}

describe('the clock of receive times', () => {
  it('is the wall clock at first, and goes on by the nanosecond', () => {
    const { read, pass } = clockOf()
    expect(read()).toBe('1796000000000000000')
    pass(0, 1n)
    expect(read()).toBe('1796000000000000001')
    pass(3, 3_000_000n)
    expect(read()).toBe('1796000000003000001')
  })

  it('never runs backwards where the wall clock is put back', () => {
    const { read, pass } = clockOf()
    pass(-60_000, 1_000n)
    expect(read()).toBe('1796000000000001000')
    pass(1, 1_000_000n)
    expect(read()).toBe('1796000000001001000')
  })

  it('follows where the wall clock is put forward, or the machine slept', () => {
    const { read, pass } = clockOf()
    pass(60_000, 1_000n)
    expect(read()).toBe('1796000060000000000')
    pass(0, 7n)
    expect(read()).toBe('1796000060000000007')
  })

  it('has 19 digits on this machine', () => {
    expect(newReceiveClock()()).toMatch(/^1\d{18}$/)
  })
})
