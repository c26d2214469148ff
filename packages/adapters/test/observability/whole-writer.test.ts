import { newWholeWriter } from '../../src/observability/whole-writer'

const full = Object.assign(new Error(), { code: 'EAGAIN' })

/** A descriptor that takes as many bytes as it is told to, in turn; `null` is a full pipe. */
const pipe = (takes: ReadonlyArray<number | null>) => {
  let text = ''
  let turn = 0
  const sleeps: Array<number> = []
  const writer = newWholeWriter(
    2,
    (_, bytes) => {
      const size = takes[turn] ?? (turn < takes.length ? null : bytes.length)
      turn += 1
      if (size === null) throw full
      text += Buffer.from(bytes.subarray(0, size)).toString()
      return Math.min(size, bytes.length)
    },
    (ms) => void sleeps.push(ms),
  )
  return { writer, text: () => text, sleeps }
}

describe('a line', () => {
  it('is written whole, in however many pieces', () => {
    const { writer, text } = pipe([2, 1, 3])
    writer('a line of words\n')
    expect(text()).toBe('a line of words\n')
  })

  it('waits for a pipe that is full', () => {
    const { writer, text, sleeps } = pipe([3, null, null, 4])
    writer('a line of words\n')
    expect(text()).toBe('a line of words\n')
    expect(sleeps).toHaveLength(2)
  })

  it('is dropped after two seconds, once waited for; the next begins on a line of its own', () => {
    const { writer, text, sleeps } = pipe([3, ...Array<null>(402).fill(null)])
    writer('first\n')
    const waited = sleeps.reduce((sum, ms) => sum + ms, 0)
    expect(waited).toBeLessThanOrEqual(2_000)
    expect(waited).toBeGreaterThan(1_900)
    writer('second\n')
    writer('third\n')
    expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBe(waited)
    writer('fourth\n')
    expect(text()).toBe('fir\nfourth\n')
  })
})
