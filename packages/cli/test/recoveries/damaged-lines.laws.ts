import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { recoveryModes } from '../../src/recoveries/recover-outcome'
import { memoryDir } from '../support/memory-dir'
import { withCrc } from '../support/resealed'
import type { Expected } from '../support/recovery-complaint'
import { recoveryComplaint } from '../support/recovery-complaint'
import { smallJournal } from '../support/small-journal'

const dir = memoryDir()
const path = join(dir, 'damaged.jsonl')
const journal = smallJournal(dir)
const { lines } = journal

/** What is wrong with recoveries of these lines, in every mode. */
const complaint = (of: ReadonlyArray<string>, expected?: Expected): string | null => {
  const found = Buffer.from(of.join(''), 'latin1')
  writeFileSync(path, found)
  return recoveryComplaint({ path, found, journal, out: dir }, recoveryModes, expected)
}

const complaints = (
  damagedAt: (index: number, line: string) => ReadonlyArray<string>,
): ReadonlyArray<string> =>
  lines.flatMap((line, i) => {
    const says = complaint(damagedAt(i, line))
    return says === null ? [] : [`line ${String(i + 1)}: ${says}`]
  })

const next = (i: number): string => lines[i + 1] ?? ''

describe('a recovery of a journal', () => {
  it('with any line or two taken out gives what is before them', () => {
    expect(complaints((i) => lines.toSpliced(i, 1))).toStrictEqual([])
    expect(complaints((i) => lines.toSpliced(i, 2))).toStrictEqual([])
  })

  it('with any line or two doubled gives what is before the second', () => {
    expect(complaints((i, line) => lines.toSpliced(i, 0, line))).toStrictEqual([])
    expect(complaints((i, line) => lines.toSpliced(i, 0, line, next(i)))).toStrictEqual([])
  })

  it('with any two lines swapped gives what is before the first', () => {
    const swapped = (i: number, j: number): ReadonlyArray<string> =>
      lines.with(i, lines[j] ?? '').with(j, lines[i] ?? '')
    for (const by of [1, 2, 9])
      expect(complaints((i) => swapped(i, (i + by) % lines.length))).toStrictEqual([])
  })

  it('with any line emptied, or without its newline, gives what is before it', () => {
    expect(complaints((i) => lines.with(i, '\n'))).toStrictEqual([])
    expect(complaints((i, line) => lines.with(i, line.slice(0, -1)))).toStrictEqual([])
    expect(complaints((i, line) => lines.with(i, `${line.slice(0, -2)}\n`))).toStrictEqual([])
  })

  it('with noise before any line, or behind the close, gives what is before the noise', () => {
    expect(complaints((i) => lines.toSpliced(i, 0, 'noise\n'))).toStrictEqual([])
    for (const noise of ['noise\n', 'noise', '\n', '\0', lines[0] ?? '', lines.at(-1) ?? ''])
      expect(complaint([...lines, noise])).toBeNull()
  })
})

describe('a recovery of a journal with a line that was forged, its CRC good', () => {
  const isSeal = (line: string): boolean => line.includes('"type":"Sealed@2"')
  /** With another digit, or another reason, behind its type. */
  const forged = (line: string): string => {
    const end = line.lastIndexOf(',"crc":')
    const from = line.indexOf('"type":')
    const said = line.slice(from, end)
    const other = said
      .replace(/[0-9](?=[^0-9]*$)/, (n) => (n === '7' ? '8' : '7'))
      .replace('"END_OF_INPUT"', '"OPERATOR"')
    expect(other).not.toBe(said)
    return withCrc(line.slice(0, from) + other + line.slice(end))
  }

  it('goes back to the last seal before it, as only the next one tells', () => {
    const said: Array<string> = []
    for (const [i, line] of lines.entries()) {
      if (i === 0 || i === lines.length - 1) continue
      const seal = lines.findIndex((each, j) => j >= i && isSeal(each))
      const before = lines.findLastIndex((each, j) => j < i && isSeal(each))
      const [faultLine, found] = [seal + 1, lines.with(i, forged(line))]
      const says = complaint(found, { lines: before + 1, faultLine, behind: faultLine, kept: null })
      if (says !== null) said.push(`line ${String(i + 1)}: ${says}`)
    }
    expect(said).toStrictEqual([])
  })

  it('keeps nothing where that is the header', () => {
    const found = lines.with(0, (lines[0] ?? '').replace('"seed":42', '"seed":43'))
    expect(complaint(found.with(0, withCrc(found[0] ?? '')))).toBeNull()
  })

  it('keeps all but a close that counts wrongly', () => {
    const close = (lines.at(-1) ?? '').replace(/"lines":\d+/, '"lines":7')
    const [last, kept] = [lines.length, null]
    const expected = { lines: last - 1, faultLine: last, behind: last, kept }
    expect(complaint(lines.with(-1, withCrc(close)), expected)).toBeNull()
  })
})
