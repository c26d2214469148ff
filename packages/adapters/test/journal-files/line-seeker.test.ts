import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isRight } from 'fp-ts/Either'

import type { FoundLine } from '../../src'
import { seekLine } from '../../src'

const dir = mkdtempSync(join(tmpdir(), 'shadowtape-'))
afterAll(() => {
  rmSync(dir, { recursive: true })
})

const numberOf = ({ b, start, end }: FoundLine): number | null => {
  const text = b.toString('latin1', start, end)
  return /^\d+ /.test(text) ? Number(text.split(' ')[0]) : null
}

/** Lines of many lengths, the nth of which begins with 2n; every tenth cannot be read. */
const lines = Array.from({ length: 20_000 }, (_, n) =>
  n % 10 === 9 ? `?${'.'.repeat(n % 300)}\n` : `${String(2 * n)} ${'x'.repeat((n * 37) % 500)}\n`,
)

const seek = (path: string, wanted: number, looked: { count: number }): number => {
  const found = seekLine(path, (line) => {
    looked.count += 1
    const number = numberOf(line)
    return number === null ? null : number < wanted
  })
  if (!isRight(found)) throw new Error('the file is there')
  return found.right
}

describe('seekLine', () => {
  const path = join(dir, 'lines')
  writeFileSync(path, lines.join(''))
  const offsets: Array<number> = []
  let size = 0
  for (const line of lines) {
    offsets.push(size)
    size += line.length
  }
  const expected = (wanted: number): number => {
    let n = Math.max(0, Math.ceil(wanted / 2))
    while (n < lines.length && n % 10 === 9) n += 1
    return offsets[n] ?? size
  }

  it('finds the first line that is not before, whatever is between', () => {
    for (let wanted = -1; wanted < 40_100; wanted += 61)
      expect([wanted, seek(path, wanted, { count: 0 })]).toStrictEqual([wanted, expected(wanted)])
  })

  it('looks at few lines of a long file', () => {
    const looked = { count: 0 }
    seek(path, 31_000, looked)
    expect(looked.count).toBeLessThan(700)
  })

  it('finds nothing in an empty file, and passes over what has no newline', () => {
    writeFileSync(join(dir, 'empty'), '')
    expect(seek(join(dir, 'empty'), 5, { count: 0 })).toBe(0)
    writeFileSync(join(dir, 'torn'), '1 a\n2 b\n9 torn')
    expect(seek(join(dir, 'torn'), 2, { count: 0 })).toBe(4)
    expect(seek(join(dir, 'torn'), 9, { count: 0 })).toBe(14)
  })

  it('copes with lines longer than what it reads at once', () => {
    const long = `1 ${'a'.repeat(400_000)}\n2 ${'b'.repeat(300_000)}\n3 c\n`
    writeFileSync(join(dir, 'long'), long)
    expect(seek(join(dir, 'long'), 2, { count: 0 })).toBe(400_003)
    expect(seek(join(dir, 'long'), 3, { count: 0 })).toBe(long.length - 4)
  })

  it('says which file it cannot read', () => {
    expect(seekLine(join(dir, 'none'), () => true)).toMatchObject({ left: { code: 'ENOENT' } })
  })
})
