import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { isRight } from 'fp-ts/Either'

import { verify } from '../../src/commands/verify'
import type { CliEnv } from '../../src/shell/cli-env'
import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, linesOf, smallFlags, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runChild } from '../support/run-child'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
let small: DemoJournal
let filling: DemoJournal

beforeAll(async () => {
  small = await demoJournal(dir, 'small.jsonl', smallFlags)
  filling = await demoJournal(dir, 'filling.jsonl', fillingFlags)
})

const silent: CliEnv = {
  print: () => undefined,
  remark: () => undefined,
  isTerminal: { stdout: false, stderr: false },
  variables: {},
}

const verifyBytes = (bytes: Uint8Array | string) =>
  runCli(['verify', written(dir, 'case.jsonl', bytes)])

describe('verify', () => {
  it('says on one line, the same each time, what a sound journal holds', async () => {
    const last = JSON.parse(linesOf(filling.bytes).at(-1) ?? '') as { digest: string }
    const lines = String(linesOf(filling.bytes).length)
    const bytes = String(filling.bytes.length).replace(/(?=\d{3}$)/, ',')
    const ran = await runCli(['verify', filling.path])
    expect(ran).toStrictEqual({
      code: 0,
      stdout: `${filling.path} is sound: ${lines} lines, ${bytes} bytes, 1 seal, head ${last.digest}\n`,
      stderr: '',
    })
    expect(await runCli(['verify', filling.path])).toStrictEqual(ran)
  })

  it('says the same as JSON', async () => {
    const { code, stdout } = await runCli(['verify', filling.path, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      file: filling.path,
      verdict: 'sound',
      lines: linesOf(filling.bytes).length,
      bytes: filling.bytes.length,
      seals: 1,
      says: null,
    })
  })

  it('tells a person at a terminal how fast it went, beside the result', async () => {
    const { stdout, stderr } = await runCli(['verify', filling.path], {
      isTerminal: { stdout: true, stderr: true },
    })
    expect(stdout).not.toContain('lines/s')
    expect(stderr).toMatch(/^[\d,]+ lines\/s, [\d.]+ [kMG]?B\/s\n$/)
  })

  it('never finds a journal sound after any one byte has changed', async () => {
    const path = written(dir, 'flipped.jsonl', small.bytes)
    const passed: Array<number> = []
    for (let at = 0; at < small.bytes.length; at++) {
      const bytes = Buffer.from(small.bytes)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(path, bytes)
      const done = await verify(path, {})(silent)()
      if (isRight(done) || done.left.type !== 'Failed' || !done.left.says.startsWith(path))
        passed.push(at)
    }
    expect(passed).toStrictEqual([])
  })

  it('says how far a journal goes that was cut behind any of its lines', async () => {
    const lines = linesOf(small.bytes)
    for (let kept = 1; kept < lines.length; kept++) {
      const { code, stderr } = await verifyBytes(lines.slice(0, kept).join(''))
      expect(code).toBe(1)
      expect(stderr).toContain(`was cut short: it ends at seq ${kept} without SessionClosed`)
    }
  })

  it('says how much of the last line is there when it was cut within it', async () => {
    const lines = linesOf(small.bytes)
    const bytes = Buffer.from(lines.slice(0, 5).join('').slice(0, -20))
    const torn = bytes.length - Buffer.byteLength(lines.slice(0, 4).join(''))
    const { code, stderr } = await verifyBytes(bytes)
    expect(code).toBe(1)
    expect(stderr).toContain(
      `line 5: the file was cut short in this line, after ${torn} bytes of it;` +
        ' seq 4 is the last whole line, and the journal is not sealed.',
    )
  })

  it('says how far a journal that was cut short is sealed', async () => {
    const lines = linesOf(small.bytes).slice(0, -1)
    const { stderr } = await verifyBytes(lines.join(''))
    expect(stderr).toContain(`is sealed up to seq ${lines.length - 1}.`)
  })

  it('names line, field, what was recorded and what the bytes give', async () => {
    const bytes = Buffer.from(
      small.bytes.toString().replace('"bid":"49975.00"', '"bid":"49974.00"'),
    )
    const { code, stderr } = await verifyBytes(bytes)
    const crc = /"bid":"49975.00".*"crc":"([0-9a-f]{8})"/.exec(small.bytes.toString())?.[1] ?? ''
    expect(code).toBe(1)
    expect(stderr).toMatch(
      new RegExp(`case.jsonl, line 3, field crc: crc is ${crc}, the bytes give [0-9a-f]{8}\\.\\n$`),
    )
  })

  it('finds a line that was taken out, and two that were swapped', async () => {
    const lines = [...linesOf(small.bytes)]
    const without = await verifyBytes([...lines.slice(0, 3), ...lines.slice(4)].join(''))
    expect(without.stderr).toContain('line 4, field seq: seq is 5, not 4.')
    const [third = '', fourth = ''] = lines.slice(2, 4)
    const swapped = await verifyBytes(
      [...lines.slice(0, 2), fourth, third, ...lines.slice(4)].join(''),
    )
    expect(swapped.stderr).toContain('line 3, field seq: seq is 4, not 3.')
  })

  it('finds lines behind the close, whole ones and cut ones', async () => {
    const lines = linesOf(small.bytes)
    const whole = await verifyBytes(`${small.bytes.toString()}${lines.at(-1) ?? ''}`)
    expect(whole.stderr).toContain(`line ${lines.length + 1}: a line follows SessionClosed.`)
    const cut = await verifyBytes(`${small.bytes.toString()}{"seq"`)
    expect(cut.stderr).toContain(`line ${lines.length + 1}: 6 bytes without a newline follow`)
    expect([whole.code, cut.code]).toStrictEqual([1, 1])
  })

  it('finds a close that counts other lines than there are', async () => {
    const lines = linesOf(small.bytes).length
    const { code, stderr } = await verifyBytes(
      resealed(small.bytes, changing(lines, 'lines', lines - 1)),
    )
    expect(code).toBe(1)
    expect(stderr).toContain(`line ${lines}, field lines: lines is ${lines - 1}, not ${lines}.`)
  })

  it('refuses a newer format as incompatible, not as damage', async () => {
    const newer = resealed(small.bytes, changing(1, 'formatVersion', 2))
    const { code, stderr } = await verifyBytes(newer)
    expect(code).toBe(5)
    expect(stderr).toContain(
      'line 1, field formatVersion: the journal is of format 2; this engine reads up to 1.',
    )
  })

  it("refuses another version's header by its catalogue, not as damage", async () => {
    const older = resealed(small.bytes, (fields) => {
      if (fields['seq'] !== 1) return fields
      const { edgeFillsMin: _, ...rest } = fields
      return { ...rest, catalogue: 'a'.repeat(64) }
    })
    const { code, stderr } = await verifyBytes(older)
    expect(code).toBe(5)
    expect(stderr).toContain("field catalogue: the journal's message catalogue is aaaaaaaaaaaa…, ")
    expect(stderr).toContain(': another version wrote it.')
    const json = await runCli(['verify', written(dir, 'case.jsonl', older), '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ verdict: 'other catalogue', line: 1 })
  })

  it.each([
    ['an empty file', Buffer.alloc(0), 'is not a journal: it is empty.'],
    ['some other JSON', Buffer.from('{"a":1}\n'), 'is not a journal: its first line is not Sess'],
    ['a text without an end', Buffer.from('hello'), 'is not a journal: its first line is not Sess'],
    ['a packed file', gzipSync('{}'), 'is not a journal: it is compressed with gzip'],
  ])('says of %s what it is', async (_, bytes, says) => {
    const { code, stdout, stderr } = await verifyBytes(bytes)
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(`case.jsonl ${says}`)
  })

  it('says of a missing file and of a directory that they cannot be read', async () => {
    const missing = await runCli(['verify', `${dir}/none.jsonl`])
    expect(missing).toStrictEqual({
      code: 1,
      stdout: '',
      stderr: `${dir}/none.jsonl: cannot open: no such file or directory.\n`,
    })
    const directory = await runCli(['verify', dir, '--json'])
    expect(directory.code).toBe(1)
    expect(JSON.parse(directory.stdout)).toMatchObject({
      verdict: 'unreadable',
      says: `${dir}: cannot open: it is a directory without segments, such as 000001.jsonl.`,
    })
  })

  it('puts damage into its JSON, and nothing on stderr', async () => {
    const path = written(dir, 'case.jsonl', linesOf(small.bytes).slice(0, 4).join(''))
    const { code, stdout, stderr } = await runCli(['verify', path, '--json'])
    expect({ code, stderr }).toStrictEqual({ code: 1, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'cut short', lines: 4, head: null })
  })

  it('takes one journal, and shows its usage otherwise', async () => {
    const none = await runCli(['verify'])
    expect(none.code).toBe(2)
    expect(none.stderr).toContain("missing required argument 'journal'")
    expect((await runCli(['verify', 'a', 'b'])).code).toBe(2)
    expect((await runCli(['verify', small.path, '--fast'])).code).toBe(2)
  })

  it('explains itself', async () => {
    const { code, stdout } = await runCli(['verify', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('$ shadowtape verify session.jsonl')
    expect(stdout).toContain('Exit codes:')
  })

  it('does all this as a program of its own, too', async () => {
    const sound = await runChild(['verify', 'small.jsonl'], dir)
    expect(sound.code).toBe(0)
    expect(sound.stdout).toMatch(/^small\.jsonl is sound: /)
    writeFileSync(`${dir}/half.jsonl`, readFileSync(small.path).subarray(0, -9))
    const half = await runChild(['verify', 'half.jsonl'], dir)
    expect(half.code).toBe(1)
    expect(half.stderr).toContain('half.jsonl, line ')
  })
})
