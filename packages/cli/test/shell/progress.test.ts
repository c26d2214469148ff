import { progressOn, progressText } from '../../src/shell/progress'

const watched = (stderr: boolean) => {
  const said: Array<string> = []
  let now = 0
  const env = {
    remark: (text: string) => {
      said.push(text)
    },
    isTerminal: { stdout: false, stderr },
  }
  const progress = progressOn(env, 'replaying', 'bytes', () => now)
  const tickAt = (ms: number, done: number, total = 1_000_000): void => {
    now = ms
    progress.tick(done, total)
  }
  return { said, tickAt, finish: progress.finish }
}

describe('progressOn', () => {
  it('says nothing into a pipe', () => {
    const { said, tickAt, finish } = watched(false)
    tickAt(5_000, 500_000)
    finish()
    expect(said).toStrictEqual([])
  })

  it('says nothing of work that is done in a moment', () => {
    const { said, tickAt, finish } = watched(true)
    tickAt(100, 400_000)
    tickAt(299, 900_000)
    finish()
    expect(said).toStrictEqual([])
  })

  it('shows percentage, rate and time left, and wipes the line when done', () => {
    const { said, tickAt, finish } = watched(true)
    tickAt(1_000, 250_000)
    finish()
    finish()
    expect(said).toStrictEqual(['\rreplaying 25 % · 250.0 kB/s · 3 s left\x1b[K', '\r\x1b[K'])
  })

  it('is not drawn more than ten times a second', () => {
    const { said, tickAt } = watched(true)
    for (let ms = 0; ms <= 1_300; ms += 10) tickAt(ms, ms)
    expect(said).toHaveLength(11)
  })
})

describe('progressText', () => {
  it.each([
    [500, 1_000, 10, 'iterations', '50 % · 50 iterations/s · 10 s left'],
    [2_000_000, 0, 4, 'bytes', '2.0 MB · 500.0 kB/s'],
    [1, 0, 1, 'iterations', '1 iteration · 1 iterations/s'],
    [9_000, 18_000, 2, 'lines', '50 % · 4,500 lines/s · 2 s left'],
    [1, 0, 1, 'lines', '1 line · 1 lines/s'],
    [1, 7_000, 1, 'bytes', '0 % · 1 B/s · 1 h 56 min left'],
    [10, 1_000, 1, 'bytes', '1 % · 10 B/s · 1 min 39 s left'],
  ] as const)('of %i of %i after %i s, in %s, reads: %s', (done, total, seconds, unit, text) => {
    expect(progressText(done, total, seconds, unit)).toBe(text)
  })
})
