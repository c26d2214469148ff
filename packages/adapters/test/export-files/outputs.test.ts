import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isLeft, isRight } from 'fp-ts/Either'

import type { IfExists, OutputPlace, Outputs } from '../../src'
import { createOutputs, createPartial, fileFailureText } from '../../src'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'shadowtape-'))
})
afterEach(() => {
  rmSync(dir, { recursive: true })
})

const made = (place: OutputPlace, ifExists: IfExists = 'refuse'): Outputs => {
  const outputs = createOutputs(place, ifExists)
  if (isLeft(outputs)) throw new Error(fileFailureText(outputs.left))
  return outputs.right
}

const folder = (name = 'out'): OutputPlace => ({
  ...{ as: 'folder', path: join(dir, name), ending: '.csv', names: ['a', 'b', 'c'] },
})

const bytes = (text: string): Uint8Array => Buffer.from(text)

describe('the files of an export', () => {
  it('take their places only once all of them are whole', () => {
    const outputs = made(folder())
    outputs.append('b', bytes('1\n'))
    outputs.append('a', bytes('2\n'))
    outputs.append('b', bytes('3\n'))
    expect(readdirSync(join(dir, 'out')).sort()).toStrictEqual(['a.csv.partial', 'b.csv.partial'])
    expect(outputs.bytesOf('b')).toBe(4)
    expect(outputs.commit()).toMatchObject({
      right: [
        { name: 'a', bytes: 2 },
        { name: 'b', bytes: 4 },
      ],
    })
    expect(readdirSync(join(dir, 'out')).sort()).toStrictEqual(['a.csv', 'b.csv'])
    expect(readFileSync(join(dir, 'out', 'b.csv'), 'utf8')).toBe('1\n3\n')
  })

  it('leave nothing behind once they are dropped', () => {
    const outputs = made(folder())
    outputs.append('a', bytes('1\n'))
    outputs.abandon()
    expect(existsSync(join(dir, 'out'))).toBe(false)
  })

  it('leave alone a folder that was there, and what is in it', () => {
    mkdirSync(join(dir, 'out'))
    for (const name of ['mine.csv', 'a.csv', 'c.csv'])
      writeFileSync(join(dir, 'out', name), 'precious')
    expect(createOutputs(folder(), 'refuse')).toMatchObject({ left: { code: 'ENOTEMPTY' } })
    const dropped = made(folder(), 'replace')
    dropped.append('a', bytes('1\n'))
    dropped.abandon()
    expect(readdirSync(join(dir, 'out')).sort()).toStrictEqual(['a.csv', 'c.csv', 'mine.csv'])
    const kept = made(folder(), 'replace')
    kept.append('a', bytes('1\n'))
    expect(isRight(kept.commit())).toBe(true)
    expect(readdirSync(join(dir, 'out')).sort()).toStrictEqual(['a.csv', 'mine.csv'])
    expect(readFileSync(join(dir, 'out', 'a.csv'), 'utf8')).toBe('1\n')
  })

  it('say what went wrong first, and write nothing after it', () => {
    mkdirSync(join(dir, 'out'))
    mkdirSync(join(dir, 'out', 'a.csv'))
    const outputs = made(folder(), 'replace')
    outputs.append('a', bytes('1\n'))
    outputs.append('b', bytes('1\n'))
    expect(outputs.failed()).toMatchObject({ code: 'EISDIR', path: join(dir, 'out', 'a.csv') })
    outputs.abandon()
    expect(readdirSync(join(dir, 'out'))).toStrictEqual(['a.csv'])
  })
})

describe('a file beside its place', () => {
  it('does not take a place that was taken meanwhile', () => {
    const path = join(dir, 'late.csv')
    const file = createPartial(path, 'refuse')
    writeFileSync(path, 'precious')
    expect(isRight(file) && file.right.commit()).toMatchObject({ left: { code: 'EEXIST' } })
    expect(readFileSync(path, 'utf8')).toBe('precious')
  })

  it('replaces a link, not what the link leads to', () => {
    const [path, real] = [join(dir, 'link.csv'), join(dir, 'real.csv')]
    writeFileSync(real, 'precious')
    symlinkSync(real, path)
    const file = createPartial(path, 'replace')
    expect(isRight(file) && file.right.commit()).toMatchObject({ _tag: 'Right' })
    expect(readFileSync(real, 'utf8')).toBe('precious')
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  it('is refused where no plain file could be', () => {
    expect(createPartial('/dev/null', 'replace')).toMatchObject({ left: { code: 'NOT_A_FILE' } })
    const failed = createPartial(join(dir, 'no', 'where.csv'), 'refuse')
    expect(isLeft(failed) && fileFailureText(failed.left)).toBe(
      `${dir}/no/where.csv.partial: cannot create: no such file or directory`,
    )
  })
})
