import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { crc32, viewOf } from '@shadowtape/core'

import { goldensFolder } from '../../../scripts/golden-recipes'
import { linesOf, written } from './support/demo-journal'
import { historyFolder, journalsIn } from './support/history'
import { changing, resealed } from './support/resealed'
import { runCli } from './support/run-cli'
import { tempDir } from './support/temp-dir'

const reader = resolve(goldensFolder, '..', 'docs', 'read_journal.py')
const hasPython = spawnSync('python3', ['--version']).status === 0

const read = (...args: ReadonlyArray<string>) => {
  const { status, stdout, stderr } = spawnSync('python3', [reader, ...args], { encoding: 'utf8' })
  return { code: status, stdout, stderr }
}

const goldens = readdirSync(goldensFolder).filter(
  (file) => file.endsWith('.jsonl') && !file.startsWith('demo'),
)
const history = journalsIn(historyFolder).map((kept) => join('history', ...kept))

type Verified = { readonly lines: number; readonly head: string }

/** A line with a part of its body changed, and a CRC that fits. */
const withCrc = (line: string, was: string, is: string): string => {
  const body = line.replace(was, is).slice(0, -19)
  const sum = crc32(viewOf(Buffer.from(body)), 0, Buffer.byteLength(body))
  return `${body},"crc":"${sum.toString(16).padStart(8, '0')}"}\n`
}

if (!hasPython) {
  it('skips docs/read_journal.py, as there is no python3', () => {
    expect(readFileSync(reader, 'utf8')).toContain('usage: python3 docs/read_journal.py')
  })
} else {
  describe('docs/read_journal.py', () => {
    const dir = tempDir()
    const bytes = readFileSync(join(goldensFolder, 'market-maker-freeze.jsonl'))
    const lines = linesOf(bytes)
    const last = lines.length
    const seals = lines.flatMap((line, i) => (line.includes('"type":"Sealed@2"') ? [i + 1] : []))
    const [sealed = 0] = seals

    /** What it says of a file, without the file's name, and that it refuses it. */
    const refusals = (content: string | Buffer): ReadonlyArray<string> => {
      const path = written(dir, 'bad.jsonl', content)
      const { code, stdout, stderr } = read(path)
      expect({ code, stderr }).toStrictEqual({ code: 1, stderr: '' })
      const said = stdout.trimEnd().split('\n')
      expect(said.filter((line) => !line.startsWith(`${path}:`))).toStrictEqual([])
      return said.map((line) => line.slice(path.length + 1))
    }
    const edited = (change: (copy: Array<string>) => void): string => {
      const copy = [...lines]
      change(copy)
      return copy.join('')
    }
    const line = (seq: number): string => lines[seq - 1] as string

    it.each([...goldens, ...history])(
      'finds %s sound, with the head that verify says',
      async (file) => {
        const path = join(goldensFolder, file)
        const verified = JSON.parse((await runCli(['verify', path, '--json'])).stdout) as Verified
        expect(read(path)).toStrictEqual({
          code: 0,
          stdout: `${path}: sound, ${String(verified.lines)} lines, head ${verified.head}\n`,
          stderr: '',
        })
      },
    )

    it('names a line with a flipped byte, and the seal that covers it', () => {
      const flipped = Buffer.from(bytes)
      const at = Buffer.byteLength(lines.slice(0, 9).join('')) + 30
      flipped[at] = (flipped[at] ?? 0) ^ 1
      const [crc, seal, ...rest] = refusals(flipped)
      expect(crc).toMatch(/^10: crc: damaged: it is [0-9a-f]{8}, the bytes give [0-9a-f]{8}$/)
      expect(seal).toMatch(new RegExp(`^${sealed}: digest: it is '[0-9a-f]{64}', not '`))
      expect(rest).toStrictEqual([])
    })

    it.each([
      ['is no digest', 'x'.repeat(64), 'x'.repeat(64)],
      ['is not in its header', '0'.repeat(64), null],
    ])('names a seal whose word of the state %s', (_, digest, isAllowed) => {
      const header = isAllowed === null ? { stateDigestLinesMax: 0 } : {}
      const forged = resealed(bytes, (fields) => ({
        ...fields,
        ...(fields['seq'] === 1 ? header : {}),
        ...(fields['seq'] === sealed ? { stateDigest: digest } : {}),
      }))
      expect(refusals(forged)).toStrictEqual([
        `${sealed}: stateDigest: no such value is allowed: '${digest}'`,
      ])
    })

    it('names the place where a line was deleted', () => {
      const said = refusals(edited((copy) => copy.splice(19, 1)))
      expect(said[0]).toBe('20: seq: it is 21, not 20')
      expect(said).toContain(`${sealed - 1}: lines: it is ${sealed - 1}, not ${sealed - 2}`)
      expect(said).toContain(`${last - 1}: lines: it is ${last}, not ${last - 1}`)
    })

    it('names two lines that were swapped', () => {
      const said = refusals(edited((copy) => copy.splice(19, 2, line(21), line(20))))
      expect(said[0]).toBe('20: seq: it is 21, not 20')
      expect(said[1]).toBe('21: seq: it is 20, not 22')
      expect(said.at(-1)).toContain(`${sealed}: digest: it is '`)
    })

    it('names the seal over a line that was changed and given a new CRC', () => {
      const seq = lines.findIndex((each) => each.includes('"type":"OrderPlaced"')) + 1
      const forged = withCrc(line(seq), '"side":"Buy"', '"side":"Sel"')
      expect(forged).not.toBe(line(seq))
      const seal = seals.find((each) => each > seq) ?? 0
      const said = refusals(edited((copy) => copy.splice(seq - 1, 1, forged)))
      expect(said).toHaveLength(1)
      expect(said[0]).toContain(`${seal}: digest: it is '`)
    })

    it('says of a journal without its last line, or without any, that it was cut short', () => {
      const says = 'type: cut short: no SessionClosed ends the journal'
      expect(refusals(edited((copy) => copy.pop()))).toStrictEqual([`${last - 1}: ${says}`])
      expect(refusals('')).toStrictEqual([`0: ${says}`])
    })

    it('names a torn tail, behind the close too', () => {
      expect(refusals(bytes.subarray(0, -1))[0]).toBe(
        `${last}: line: torn, ${Buffer.byteLength(line(last)) - 1} bytes without a newline`,
      )
      expect(refusals(`${bytes.toString()}{"seq"`)).toStrictEqual([
        `${last + 1}: line: torn, 6 bytes without a newline`,
      ])
    })

    it.each([
      ['at', changing(30, 'at', 1), /^30: at: it goes back, from \d+ to 1$/],
      [
        'cause',
        changing(30, 'cause', 30),
        /^30: cause: it is 30, neither null nor an earlier seq$/,
      ],
      [
        'a type twice',
        changing(30, 'type', 'SessionOpened'),
        /^30: type: it is 'SessionOpened'; Sess/,
      ],
      ['a count', changing(last, 'lines', 7), /^\d+: lines: it is 7, not \d+$/],
      ['a fraction', changing(30, 'at', 1.5), /^30: at: no such value is allowed: 1\.5$/],
      ['an object', changing(30, 'note', {}), /^30: note: no such value is allowed: {}$/],
      ['format', changing(1, 'format', 'tape'), /^1: format: it is 'tape', not 'shadowtape-jo/],
      ['version', changing(1, 'formatVersion', 2), /^1: formatVersion: it is 2, and this reader/],
    ])('names %s that no sound journal has, though every CRC and seal fits', (_, change, says) => {
      expect(refusals(resealed(bytes, change))[0]).toMatch(says)
    })

    it.each([
      ['a space', '"seq":30', '"seq": 30', '30: line: not an object in the one way to write it'],
      ['a member twice', '"seq":30', '"seq":30,"seq":30', '30: line: not an object in the one'],
      [
        'a needless escape',
        '"type":"',
        '"type":"\\u0041',
        '30: line: not an object in the one way',
      ],
      ['a lone surrogate', '"type":"', '"type":"\\ud800', '30: line: not UTF-8 JSON: '],
      ['no JSON', '"seq":30', '"seq":', '30: line: not UTF-8 JSON: '],
      ['another order', '"seq":30,', '"of":30,', '30: line: the members are not seq, at, cause, '],
    ])('names a line that has %s', (_, was, is, says) => {
      const said = refusals(edited((copy) => copy.splice(29, 1, withCrc(line(30), was, is))))
      expect(said[0]).toContain(says)
    })

    it('reads on when one file of several is bad or not there, and asks for at least one', () => {
      const bad = written(dir, 'cut.jsonl', line(1))
      const good = join(goldensFolder, 'market-maker-freeze.jsonl')
      const { code, stdout } = read(bad, join(dir, 'none.jsonl'), good)
      expect(code).toBe(1)
      expect(stdout.trimEnd().split('\n')).toStrictEqual([
        `${bad}:1: type: cut short: no SessionClosed ends the journal`,
        `${join(dir, 'none.jsonl')}: cannot be read: No such file or directory`,
        expect.stringContaining(`${good}: sound, ${last} lines, head `),
      ])
      expect(read()).toMatchObject({ code: 2, stdout: '' })
    })
  })
}
