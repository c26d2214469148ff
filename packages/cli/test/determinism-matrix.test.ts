import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { bundledSession, runMatrix } from '../../../scripts/determinism-matrix'
import { goldensFolder } from '../../../scripts/golden-recipes'
import type { MatrixRow } from '../../../scripts/matrix-rows'
import { matrixRows, rowText } from '../../../scripts/matrix-rows'
import { tempFolder } from './temp-folder'

const folder = tempFolder()

/** Runs rows over a program, and returns what was said and what is wrong. */
const ran = (session: string, rows: ReadonlyArray<MatrixRow>) => {
  const said: Array<string> = []
  const say = (line: string) => void said.push(line)
  const complaints = runMatrix({ session, journals: goldensFolder, folder: folder(), say }, rows)
  return { said, complaints }
}

/** A program that leaves one file of what it is told to say, where the sessions leave theirs. */
const saying = (text: string): string => {
  const path = join(folder(), 'planted.js')
  const body = `
    const { mkdirSync, writeFileSync } = require('node:fs')
    const folder = process.argv[3]
    for (const nth of ['first', 'second']) {
      mkdirSync(folder + '/' + nth, { recursive: true })
      writeFileSync(folder + '/' + nth + '/made.jsonl', 'one\\n' + (${text}) + '\\nthree\\n')
    }
    const local = new Date(0).toLocaleString() + (1234.5).toLocaleString()
    process.stdout.write(JSON.stringify({ version: process.version, local }))`
  writeFileSync(path, body)
  return path
}

const [first, elsewhere, small] = matrixRows.filter(({ isQuick }) => isQuick) as [
  ...[MatrixRow, MatrixRow, MatrixRow],
]
const jitless = matrixRows.find(({ flags }) => flags.includes('--jitless')) as MatrixRow

describe('the matrix', () => {
  it('makes the same bytes in each of its quick rows, twice', () => {
    const rows = [first, elsewhere, small]
    const { said, complaints } = ran(bundledSession(join(folder(), 'session.js')), rows)
    expect(complaints).toStrictEqual([])
    const files = Number(/, (\d+) files/.exec(said[0] ?? '')?.[1])
    expect(files).toBeGreaterThan(30)
    expect(said).toStrictEqual(
      rows.map((row) => `same   ${rowText(row)} · ${process.version}, ${files} files, twice`),
    )
  })

  it.each<[string, string, MatrixRow, string]>([
    ['a time zone', "String(new Date('2024-05-01T00:00Z').getHours())", elsewhere, '5'],
    ['a language', '(1.5).toLocaleString()', elsewhere, '1,5'],
    ['a flag', 'String(typeof WebAssembly)', jitless, 'undefined'],
  ])('names the first line that differs by %s', (_, text, row, here) => {
    const { complaints } = ran(saying(text), [first, row])
    const two = complaints.join('\n')
    expect(complaints).toHaveLength(2)
    expect(two).toContain('made.jsonl of the first run differs from that of this Node · UTC · C')
    expect(two).toContain('in line 2\n')
    expect(two).toContain(`\n  here:  ${here}`)
    expect(two).toContain(rowText(row))
  })

  it('names what two runs in one process do otherwise', () => {
    const { complaints, said } = ran(saying('nth'), [first])
    expect(complaints).toStrictEqual([
      expect.stringMatching(
        /made\.jsonl of the second run differs .* in line 2\n {2}there: first\n {2}here: {2}second$/s,
      ),
    ])
    expect(said[0]).toMatch(/^OTHER {2}this Node · UTC · C/)
  })

  it('names a file that is missing, and a row that does not end well', () => {
    const { complaints } = ran(saying("1\\n'; if (nth === 'second') process.exit(3); '"), [first])
    expect(complaints[0]).toMatch(/^this Node · UTC · C: it ended with /)
  })

  it('does not take a row for proof whose zone and language change nothing', () => {
    const { complaints } = ran(saying("'two'"), [first, { ...first, language: 'en_US.UTF-8' }])
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain('zone and language are not taken up')
  })
})

describe('docs/determinism.md', () => {
  it('has the rows of the matrix, and no others', () => {
    const page = readFileSync(resolve(__dirname, '../../../docs/determinism.md'), 'utf8')
    const told = page
      .split('\n')
      .map((line) =>
        /^\| (this Node|Node \d+) +\| (\S+) +\| (\S+) +\| (.*?) +\| (yes|no) *\|/.exec(line),
      )
      .filter((match) => match !== null)
      .map(([, ...cells]) => cells)
    const rows = matrixRows.map(({ node, flags, zone, language, isQuick }) => [
      node === null ? 'this Node' : `Node ${String(node)}`,
      ...[zone, language, flags.map((flag) => `\`${flag}\``).join(' '), isQuick ? 'yes' : 'no'],
    ])
    expect(told).toStrictEqual(rows)
  })
})
