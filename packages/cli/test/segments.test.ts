import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

import type { PackedIndex } from '@shadowtape/adapters'
import { indexText } from '@shadowtape/adapters'

import { cliArguments } from './run-cli'
import { runCli } from './support/run-cli'
import { linesOf } from './support/demo-journal'
import { tempDir } from './support/temp-dir'

const dir = tempDir()
const run = join(dir, 'run')
const single = join(dir, 'single.jsonl')
const flags = ['exec-demo', '--shadow', '--mode', 'dryrun', '--iterations', '40']

beforeAll(async () => {
  const rolled = [...flags, '--journal', `${run}/`, '--roll-bytes', '60000', '--snapshots']
  expect((await runCli(rolled)).code).toBe(0)
  expect((await runCli([...flags, '--journal', single])).code).toBe(0)
})

const segmentsOf = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory).filter((name) => name.endsWith('.jsonl'))

const bytesOf = (directory: string): Buffer =>
  Buffer.concat(segmentsOf(directory).map((name) => readFileSync(join(directory, name))))

const copied = (name: string): string => {
  const copy = join(dir, name)
  cpSync(run, copy, { recursive: true })
  return copy
}

/** Packs a segment as independent members of whole lines. */
const packed = (directory: string, name: string, linesPerMember: number): void => {
  const lines = linesOf(readFileSync(join(directory, name)))
  const members: Array<Buffer> = []
  for (let i = 0; i < lines.length; i += linesPerMember)
    members.push(gzipSync(lines.slice(i, i + linesPerMember).join('')))
  writeFileSync(join(directory, `${name}.gz`), Buffer.concat(members))
  rmSync(join(directory, name))
}

const withoutMember = (index: PackedIndex, n: number): PackedIndex => ({
  ...index,
  members: index.members.toSpliced(n, 1),
})

/** As if a byte of the first member were the second's. */
const shifted = (index: PackedIndex): PackedIndex => ({
  ...index,
  members: index.members.map(({ packedFrom, from }) => ({ packedFrom, from: from && from - 1 })),
})

describe('a run directory', () => {
  it('holds segments that begin with the chain, and one journal together', async () => {
    const names = segmentsOf(run)
    expect(names.length).toBeGreaterThan(2)
    expect(names).toStrictEqual(names.map((_, i) => `${String(i + 1).padStart(6, '0')}.jsonl`))
    const [first = '', ...others] = names.map((name) => readFileSync(join(run, name), 'utf8'))
    const header = first.slice(0, first.indexOf('\n') + 1)
    const origin = createHash('sha256').update(header).digest('hex')
    for (const [i, text] of others.entries())
      expect(JSON.parse(text.slice(0, text.indexOf('\n')))).toMatchObject({
        type: 'SegmentOpened',
        segment: i + 2,
        origin,
      })
    const all = join(dir, 'all.jsonl')
    writeFileSync(all, bytesOf(run))
    for (const command of ['verify', 'replay', 'info', 'doctor', 'anchor']) {
      const [one, other] = [await runCli([command, run]), await runCli([command, all])]
      expect([command, one.code, other.code]).toStrictEqual([command, 0, 0])
      const plain = (text: string) =>
        text
          .replaceAll(all, 'J')
          .replaceAll(run, 'J')
          .replace(/[\d.]+ s, [\d,]+ lines\/s/, '')
      if (command !== 'doctor') expect(plain(one.stdout)).toBe(plain(other.stdout))
    }
  })

  it('decides as a session in one file does', async () => {
    const said = async (path: string) => {
      const { stdout } = await runCli(['info', path, '--json'])
      const {
        Sealed: _,
        SegmentOpened: __,
        SnapshotTaken: ___,
        ...counts
      } = (JSON.parse(stdout) as { counts: Record<string, number> }).counts
      return counts
    }
    expect(await said(run)).toStrictEqual(await said(single))
  })

  it('answers at any line, from its snapshots', async () => {
    for (const seq of ['5', '300', '500', '700']) {
      const from = await runCli(['state', run, '--seq', seq, '--json'])
      const whole = await runCli(['state', join(dir, 'all.jsonl'), '--seq', seq, '--json'])
      const state = ({ stdout }: { stdout: string }) =>
        (JSON.parse(stdout) as { state: object }).state
      expect(state(from)).toStrictEqual(state(whole))
    }
  })

  it('reads the same where segments are packed, with an index or without', async () => {
    const directory = copied('packed')
    packed(directory, '000001.jsonl', 50)
    packed(directory, '000002.jsonl', 7)
    for (const round of ['makes the indexes', 'has them']) {
      for (const command of ['verify', 'replay', 'doctor'])
        expect([round, command, (await runCli([command, directory])).code]).toStrictEqual([
          ...[round, command, 0],
        ])
      const shown = await runCli(['cat', directory, '--seq', '240..250', '--json'])
      const plain = await runCli(['cat', run, '--seq', '240..250', '--json'])
      expect(shown.stdout).toBe(plain.stdout)
    }
    const index = join(directory, '000002.jsonl.gz.index')
    writeFileSync(index, '{"packedSize":1}')
    expect((await runCli(['verify', directory])).code).toBe(0)
    expect(JSON.parse(readFileSync(index, 'utf8'))).not.toStrictEqual({ packedSize: 1 })

    const gz = join(directory, '000001.jsonl.gz')
    const bytes = readFileSync(gz)
    const flipped = Buffer.from(bytes)
    flipped[bytes.length - 8] = (flipped.at(-8) ?? 0) ^ 1
    writeFileSync(gz, flipped)
    expect((await runCli(['verify', directory])).code).toBe(1)
    writeFileSync(gz, bytes.subarray(0, bytes.length - 9))
    rmSync(`${gz}.index`)
    const torn = await runCli(['verify', directory])
    expect([torn.code, torn.stdout]).toStrictEqual([1, ''])
    expect(torn.stderr).toContain('it is no gzip file of independent members')
  })

  it('reads the same whatever an index says, and doctor says that it is wrong', async () => {
    const directory = copied('index')
    packed(directory, '000002.jsonl', 7)
    packed(directory, '000003.jsonl', 9)
    expect((await runCli(['verify', directory])).code).toBe(0)
    const index = join(directory, '000002.jsonl.gz.index')
    const right = readFileSync(index, 'utf8')
    const members = (JSON.parse(right) as { members: ReadonlyArray<object> }).members
    expect(members.length).toBeGreaterThan(4)
    const wrong = [
      '',
      'null',
      right.slice(0, -2),
      right.replace(/"from":(\d+)/, '"from":1'),
      right.replace(
        /("packedFrom":\d+,"from":)(\d+)(?=\},\{)/g,
        (_, name, n) => `${name}${+n - 1}`,
      ),
      right.replace(/"size":(\d+)/, (_, n) => `"size":${Number(n) + 40}`),
      readFileSync(join(directory, '000003.jsonl.gz.index'), 'utf8'),
      // made by a hand that knows its CRC
      indexText({ ...(JSON.parse(right) as PackedIndex), size: 99_999 }),
      indexText(withoutMember(JSON.parse(right) as PackedIndex, 3)),
      indexText(shifted(JSON.parse(right) as PackedIndex)),
    ]
    const asked = ['cat', directory, '--seq', '150..250', '--json']
    const plain = (await runCli(['cat', run, '--seq', '150..250', '--json'])).stdout
    for (const text of wrong) {
      writeFileSync(index, text)
      expect([text, (await runCli(asked)).stdout]).toStrictEqual([text, plain])
      writeFileSync(index, text)
      expect((await runCli(['verify', directory])).code).toBe(0)
      writeFileSync(index, text)
      const { findings } = JSON.parse((await runCli(['doctor', directory, '--json'])).stdout) as {
        readonly findings: ReadonlyArray<{ readonly id: string; readonly file: string }>
      }
      expect(findings.map(({ id, file }) => [id, file])).toStrictEqual([['index-damaged', index]])
      expect(readFileSync(index, 'utf8')).toBe(right)
    }
    writeFileSync(join(directory, '000007.jsonl.gz.index'), right)
    expect((await runCli(['doctor', directory])).stdout).toContain('note    index-stray')
  })

  it('is read where it has more segments than a process may open files', async () => {
    const many = join(dir, 'many')
    const rolled = [
      ...flags,
      '--iterations',
      '150',
      '--roll-bytes',
      '4000',
      '--snapshot-lines',
      '0',
    ]
    expect((await runCli([...rolled, '--journal', `${many}/`])).code).toBe(0)
    expect(segmentsOf(many).length).toBeGreaterThan(90)
    const within = (...args: ReadonlyArray<string>) => {
      const limited = ['-c', 'ulimit -n 60 && exec "$@"', 'sh', process.execPath]
      return spawnSync('sh', [...limited, ...cliArguments(args)], { encoding: 'utf8' })
    }
    for (const round of ['plain', 'packed']) {
      for (const command of ['verify', 'replay', 'doctor']) {
        const { status, stderr } = within(command, many)
        expect([round, command, status, stderr]).toStrictEqual([round, command, 0, ''])
      }
      expect((await runCli(['pack', many])).code).toBe(0)
    }
  })

  it('is packed by pack, as zcat reads it, and nothing is lost', async () => {
    const directory = copied('to-pack')
    const before = bytesOf(directory)
    const ran = await runCli(['pack', directory, '--json'])
    expect(ran.code).toBe(0)
    const { segments, bytes, packed_bytes: size } = JSON.parse(ran.stdout) as Record<string, number>
    expect([segments, bytes]).toStrictEqual([segmentsOf(run).length, before.length])
    expect(size).toBeLessThan(before.length / 3)
    expect(segmentsOf(directory)).toStrictEqual([])
    const gz = readdirSync(directory).filter((name) => name.endsWith('.gz'))
    const all = gz.map((name) => gunzipSync(readFileSync(join(directory, name))))
    expect(Buffer.concat(all).equals(before)).toBe(true)
    for (const command of ['verify', 'replay', 'doctor'])
      expect((await runCli([command, directory])).code).toBe(0)
    const again = await runCli(['pack', directory])
    expect([again.code, again.stdout]).toStrictEqual([
      0,
      `${directory}: 0 segments packed, 0 bytes in 0 bytes\n`,
    ])
  })

  it('is packed only where it is finished and sound', async () => {
    const open = copied('unfinished')
    const names = segmentsOf(open)
    const last = join(open, names.at(-1) ?? '')
    truncateSync(last, readFileSync(last).length - 400)
    expect((await runCli(['pack', open])).code).toBe(0)
    expect(segmentsOf(open)).toStrictEqual(names.slice(-1))
    const hurt = copied('hurt')
    const text = readFileSync(join(hurt, '000002.jsonl'), 'utf8')
    writeFileSync(join(hurt, '000002.jsonl'), text.replace('"at":1', '"at":2'))
    expect((await runCli(['pack', hurt])).code).toBe(1)
    expect(segmentsOf(hurt)).toStrictEqual(names)
    expect((await runCli(['pack', join(dir, 'all.jsonl')])).code).toBe(2)
  })

  it('is refused where a segment is missing, and says which', async () => {
    const directory = copied('missing')
    rmSync(join(directory, '000002.jsonl'))
    const verified = await runCli(['verify', directory])
    expect(verified.code).toBe(1)
    expect(verified.stderr).toContain(
      `${join(directory, '000003.jsonl')}: segment 2 is missing before it.`,
    )
    expect((await runCli(['doctor', directory])).stdout).toContain('segment-missing')
  })

  it('is refused where segments are swapped, or of another recording', async () => {
    const swapped = copied('swapped')
    const at = (name: string): string => join(swapped, name)
    renameSync(at('000002.jsonl'), at('x'))
    renameSync(at('000003.jsonl'), at('000002.jsonl'))
    renameSync(at('x'), at('000003.jsonl'))
    const verified = await runCli(['verify', swapped])
    expect(verified.code).toBe(1)
    expect(verified.stderr).toContain(`${at('000002.jsonl')}: it is segment 3 by its first line.`)

    const other = join(dir, 'other')
    const rolled = [...flags, '--journal', `${other}/`, '--roll-bytes', '60000', '--seed', '7']
    expect((await runCli(rolled)).code).toBe(0)
    const foreign = copied('foreign')
    cpSync(join(other, '000002.jsonl'), join(foreign, '000002.jsonl'))
    const mixed = await runCli(['verify', foreign])
    expect(mixed.code).toBe(1)
    expect(mixed.stderr).toContain('it is of another recording')
    const { stdout } = await runCli(['doctor', foreign, '--json'])
    expect(stdout).toContain('segment-foreign')
  })

  it('is damaged where a segment but the last is torn', async () => {
    const directory = copied('torn')
    const path = join(directory, '000001.jsonl')
    truncateSync(path, readFileSync(path).length - 10)
    expect((await runCli(['verify', directory])).code).toBe(1)
    const out = join(dir, 'torn-recovered.jsonl')
    const tail = await runCli(['recover', directory, '--mode', 'tail', '--out', out])
    expect([tail.code, tail.stderr.includes('corruption')]).toStrictEqual([1, true])
    const upto = await runCli(['recover', directory, '--mode', 'upto', '--out', out])
    expect(upto.code).toBe(3)
    const whole = bytesOf(run)
    const kept = readFileSync(out)
    expect(whole.subarray(0, kept.length).equals(kept)).toBe(true)
  })

  it('is taken over by a salvage, chain and all', async () => {
    const directory = copied('salvaged')
    rmSync(join(directory, '000002.jsonl'))
    const out = join(dir, 'salvaged.jsonl')
    const ran = await runCli(['recover', directory, '--mode', 'salvage', '--out', out])
    expect(ran.code).toBe(3)
    expect((await runCli(['verify', out])).code).toBe(0)
    expect(readFileSync(out, 'utf8')).toContain('"type":"LinesLost","bytes":0')
  })

  it('is not recorded over unasked, and only where a directory was meant', async () => {
    const before = bytesOf(run)
    const again = await runCli([...flags, '--journal', `${run}/`])
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('it exists already')
    expect(bytesOf(run).equals(before)).toBe(true)
    const unfit = await runCli([...flags, '--journal', join(dir, 'f.jsonl'), '--roll-after', '5'])
    expect(unfit.code).toBe(2)
    const forced = copied('forced')
    expect((await runCli([...flags, '--journal', forced, '--force'])).code).toBe(0)
    expect(segmentsOf(forced)).toStrictEqual(['000001.jsonl'])
    const empty = join(dir, 'no-segments')
    cpSync(join(run, 'snapshots'), empty, { recursive: true })
    expect((await runCli(['verify', empty])).stderr).toContain('it is a directory without segments')
  })
})
