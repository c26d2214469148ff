import { appendFileSync, linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isRight } from 'fp-ts/Either'

import type { BlockReader } from '../../src'
import { fileFailureText, isSameFile, openBlocks, readBlocks } from '../../src'

const dir = mkdtempSync(join(tmpdir(), 'shadowtape-'))
afterAll(() => {
  rmSync(dir, { recursive: true })
})

const fileOf = (name: string, content: string | Uint8Array): string => {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

const opened = (path: string): BlockReader => {
  const reader = openBlocks(path)
  if (!isRight(reader)) throw new Error(fileFailureText(reader.left))
  return reader.right
}

const nextText = (reader: BlockReader): string | null => {
  const next = reader.next()
  if (!isRight(next)) throw new Error(fileFailureText(next.left))
  return next.right === null
    ? null
    : next.right.b.toString('latin1', next.right.start, next.right.end)
}

describe('openBlocks', () => {
  it('gives whole lines, and keeps what follows the last newline to itself', () => {
    const reader = opened(fileOf('torn', 'one\ntwo\nthr'))
    expect(nextText(reader)).toBe('one\ntwo\n')
    expect(nextText(reader)).toBe(null)
    expect(reader.torn().toString()).toBe('thr')
    expect([reader.bytes(), reader.size()]).toStrictEqual([11, 11])
    reader.close()
  })

  it('goes on where the file has grown, in the middle of a line', () => {
    const path = fileOf('growing', 'one\ntw')
    const reader = opened(path)
    expect([nextText(reader), nextText(reader)]).toStrictEqual(['one\n', null])
    appendFileSync(path, 'o\nthree')
    expect([nextText(reader), nextText(reader)]).toStrictEqual(['two\n', null])
    appendFileSync(path, '\n')
    expect([nextText(reader), nextText(reader)]).toStrictEqual(['three\n', null])
    expect(reader.torn()).toHaveLength(0)
    reader.close()
  })

  it('makes room for a line that is longer than a block', () => {
    const long = 'x'.repeat(1_500_000)
    const reader = opened(fileOf('long', `a\n${long}\nb\n`))
    const all: Array<string> = []
    for (let text = nextText(reader); text !== null; text = nextText(reader)) all.push(text)
    expect(all.join('') === `a\n${long}\nb\n`).toBe(true)
    expect(all.every((text) => text.endsWith('\n'))).toBe(true)
    reader.close()
  })

  it('gives no room to a line of more than 64 MiB', () => {
    const read = readBlocks(fileOf('endless', Buffer.alloc(70_000_000, 97)), () => 'go on')
    expect(read).toMatchObject({ left: { doing: 'read', code: 'LINE_TOO_LONG' } })
    expect(isRight(read) ? '' : fileFailureText(read.left)).toContain(
      'cannot read: it has a line of more than 64 MiB',
    )
  })

  it('says what keeps it from reading', () => {
    expect(openBlocks(join(dir, 'none'))).toMatchObject({ left: { doing: 'open', code: 'ENOENT' } })
    expect(openBlocks(dir)).toMatchObject({ left: { doing: 'open', code: 'NO_SEGMENTS' } })
  })
})

describe('readBlocks', () => {
  it('delivers every line of a file of many blocks once, and tells how far it is', () => {
    const text = Array.from({ length: 60_000 }, (_, i) => `line ${i}\n`).join('')
    const path = fileOf('many', `${text}torn`)
    let seen = ''
    const progress: Array<number> = []
    const read = readBlocks(
      path,
      (b, start, end) => {
        seen += b.toString('latin1', start, end)
        return 'go on'
      },
      (bytes, total) => progress.push(bytes / total),
    )
    expect(read).toStrictEqual({
      _tag: 'Right',
      right: { bytes: text.length + 4, tornBytes: 4 },
    })
    expect(seen === text).toBe(true)
    expect(progress.length).toBeGreaterThan(1)
    expect(progress.at(-1)).toBe(1)
  })

  it('stops when it is told to', () => {
    let blocks = 0
    readBlocks(join(dir, 'many'), () => {
      blocks += 1
      return 'stop'
    })
    expect(blocks).toBe(1)
  })
})

describe('isSameFile', () => {
  it('knows a file by its other names, and takes no missing file for another', () => {
    const one = fileOf('one', '1')
    const other = fileOf('other', '1')
    linkSync(one, join(dir, 'linked'))
    expect(isSameFile(one, join(dir, 'linked'))).toBe(true)
    expect(isSameFile(one, `${dir}/./one`)).toBe(true)
    expect(isSameFile(one, other)).toBe(false)
    expect(isSameFile(join(dir, 'none'), join(dir, 'none'))).toBe(false)
  })
})
