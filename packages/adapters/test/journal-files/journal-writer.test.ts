import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isRight } from 'fp-ts/Either'

import type { IfExists, JournalWriter } from '../../src'
import { createJournal, fileFailureText } from '../../src'

const dir = mkdtempSync(join(tmpdir(), 'shadowtape-'))
afterAll(() => {
  rmSync(dir, { recursive: true })
})

const created = (path: string, ifExists: IfExists): JournalWriter => {
  const writer = createJournal(path, ifExists)
  if (!isRight(writer)) throw new Error(fileFailureText(writer.left))
  return writer.right
}

describe('createJournal', () => {
  it('writes bytes one behind the other, and counts them', () => {
    const path = join(dir, 'new.jsonl')
    const writer = created(path, 'refuse')
    writer.write(Buffer.from('one\n'))
    writer.write(Buffer.from('two\n'))
    expect(writer.bytes()).toBe(8)
    expect(isRight(writer.close())).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
  })

  it('refuses a path that is taken, and leaves what is there alone', () => {
    const path = join(dir, 'taken.jsonl')
    writeFileSync(path, 'precious')
    expect(createJournal(path, 'refuse')).toMatchObject({ left: { code: 'EEXIST', path } })
    expect(readFileSync(path, 'utf8')).toBe('precious')
    expect(isRight(created(path, 'replace').close())).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  it('says in words why a file cannot be created', () => {
    const failed = createJournal(join(dir, 'no', 'where.jsonl'), 'refuse')
    expect(isRight(failed) ? '' : fileFailureText(failed.left)).toBe(
      `${dir}/no/where.jsonl: cannot create: no such file or directory`,
    )
  })

  it('writes nothing more once the disk was full, and goes on saying so', () => {
    if (!existsSync('/dev/full')) return
    const writer = created('/dev/full', 'replace')
    const first = writer.write(Buffer.from('one\n'))
    expect(first).toMatchObject({ left: { doing: 'write', code: 'ENOSPC' } })
    expect(writer.write(Buffer.from('two\n'))).toStrictEqual(first)
    expect(writer.bytes()).toBe(0)
  })
})
