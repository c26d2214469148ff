import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { newSha256 } from '@shadowtape/adapters'

import { cliArguments } from '../run-cli'
import { written } from '../support/demo-journal'
import { manyQuotes } from '../support/many-quotes'
import { resealed } from '../support/resealed'
import { runChild, startChild } from '../support/run-child'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const path = join(dir, 'quotes.jsonl')
const mine = join(dir, 'mine.ts')

/** A strategy that buys, and whose parameter says at which quote it throws, or ends its thread. */
const source = `
import { nothing } from '@shadowtape/core'
import type { Strategy } from '@shadowtape/core'

type Slice = { quotes: number; every: number; throwsAt: number; endsAt: number }
export const strategy: Strategy<Slice> = {
  name: 'mine',
  initial: ({ strategyParams }) => {
    const { every = '7', throwsAt = '0', endsAt = '0' } = JSON.parse(strategyParams)
    return { quotes: 0, every: +every, throwsAt: +throwsAt, endsAt: +endsAt }
  },
  evolve: (slice, message) => {
    if (message.type === 'QuoteObserved') slice.quotes += 1
  },
  decide: ({ strategy: { quotes, every, throwsAt, endsAt } }, message) => {
    if (message.type !== 'QuoteObserved' || message.bid === null) return nothing
    if (quotes === throwsAt) throw new Error('no more')
    if (quotes === endsAt) process.exit(9)
    if (quotes % every !== 0) return nothing
    return [{ type: 'PlaceOrder', symbol: message.symbol, side: 'Buy', price: message.bid, qty: 1 }]
  },
} as unknown as Strategy<Slice>
`

beforeAll(async () => {
  writeFileSync(mine, source)
  const capture = written(dir, 'a.capture', manyQuotes(4_000))
  const args = ['run', '--capture', capture, '--journal', path, '--strategy', mine]
  const ran = await runChild(args, dir)
  expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
})

const swept = (jobs: number, ...flags: ReadonlyArray<string>) =>
  runChild(['whatif', path, '--jobs', String(jobs), ...flags], dir)

const digests = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).map((name) => {
    const hasher = newSha256()
    hasher.update(readFileSync(join(folder, name)))
    return `${name} ${hasher.hex()}`
  })

describe('a sweep over several threads', () => {
  it('says the same as over one, and writes the same bytes, with a strategy in TypeScript', async () => {
    const set = ['--set', 'strategy.every=2..6:1', '--set', 'session.seed=1,2']
    const all = await Promise.all(
      [1, 3].map(async (jobs) => {
        const out = join(dir, `of-${String(jobs)}`)
        const json = await swept(jobs, ...set, '--json', '--out', out)
        const text = await swept(jobs, ...set)
        expect([json.code, text.code, text.stderr]).toStrictEqual([
          ...[0, 0, expect.stringMatching(/^strategy .*mine\.ts, as recorded\n$/)],
        ])
        const said = json.stdout.replaceAll(`of-${String(jobs)}`, 'of')
        return { said, text: text.stdout, bytes: digests(out) }
      }),
    )
    expect(all[0]?.bytes).toHaveLength(10)
    expect(new Set(all[0]?.bytes.map((line) => line.split(' ')[1])).size).toBe(10)
    expect(all[1]).toStrictEqual(all[0])
    const replayed = await runChild(['replay', join('of-3', 'cell-010.jsonl')], dir)
    expect([replayed.code, replayed.stdout]).toStrictEqual([
      0,
      expect.stringContaining('replays byte for byte'),
    ])
  })

  it('tells the first of several faults, whichever thread meets it when', async () => {
    // the later cells stop earlier, and the first of them at the same line as the last
    const set = ['--set', 'strategy.throwsAt=3900,3000,1500,2000,1500']
    const [one, three] = await Promise.all([1, 3].map((jobs) => swept(jobs, ...set)))
    expect([one?.code, one?.stdout]).toStrictEqual([1, ''])
    expect(one?.stderr).toContain('with strategy.throwsAt=1500 it stops: ')
    expect(one?.stderr).toContain('decide threw Error: no more')
    expect(three).toStrictEqual(one)
    const out = join(dir, 'stopped')
    const left = await swept(2, ...set, '--out', out)
    expect(left.stderr).toContain(`\nWhat is written to ${out} by now is not whole.\n`)
    for (const name of readdirSync(out))
      expect((await runCli(['verify', join(out, name)])).code).toBe(1)
  })

  it('fails where a thread ends before it is done', async () => {
    const ran = await swept(2, '--set', 'strategy.endsAt=0,2000')
    expect([ran.code, ran.stdout]).toStrictEqual([1, ''])
    expect(ran.stderr).toContain(
      'A thread of the sweep ended before it was done, with exit code 9.\n',
    )
  })

  it('fails where a journal outgrows its place', () => {
    const set = ['--set', 'session.seed=1..4:1', '--jobs', '2', '--out', 'out']
    const limited = ['-c', 'ulimit -f 200 && exec "$@"', 'sh', process.execPath]
    const args = [...limited, ...cliArguments(['whatif', path, ...set])]
    const env = { ...process.env, DISABLE_V8_COMPILE_CACHE: '1' }
    const ran = spawnSync('sh', args, { cwd: dir, env, encoding: 'utf8' })
    expect([ran.status, ran.stdout]).toStrictEqual([1, ''])
    expect(ran.stderr).toMatch(
      /out\/cell-00\d\.jsonl: cannot write: the system took only a part of it/,
    )
    expect(ran.stderr).toContain('\nWhat is written to out by now is not whole.\n')
  })

  it('that is interrupted leaves no journal that looks whole', async () => {
    const long = join(dir, 'long.jsonl')
    const capture = written(dir, 'long.capture', manyQuotes(60_000))
    expect((await runCli(['run', '--capture', capture, '--journal', long])).code).toBe(0)
    const args = ['whatif', long, '--set', 'strategy.spreadBps=1..8:1', '--jobs', '2']
    const { child, done } = startChild([...args, '--out', 'cut'], dir)
    const first = join(dir, 'cut', 'cell-001.jsonl')
    while ((statSync(first, { throwIfNoEntry: false })?.size ?? 0) === 0 && child.exitCode === null)
      await wait(5)
    child.kill('SIGINT')
    expect(await done).toMatchObject({ code: -1, stdout: '' })
    const left = readdirSync(join(dir, 'cut'))
    expect(left.length).toBeGreaterThan(0)
    for (const name of left) expect((await runCli(['verify', join(dir, 'cut', name)])).code).toBe(1)
  })

  it('creates nothing where one of its journals exists, or is the one that is read', async () => {
    const out = join(dir, 'taken')
    mkdirSync(out)
    writeFileSync(join(out, 'cell-002.jsonl'), 'mine')
    const taken = await swept(2, '--set', 'session.seed=1..3:1', '--out', out)
    expect([taken.code, taken.stderr]).toStrictEqual([
      1,
      expect.stringContaining('cell-002.jsonl: cannot create: it exists already'),
    ])
    expect(readdirSync(out)).toStrictEqual(['cell-002.jsonl'])
    const own = join(dir, 'own')
    mkdirSync(own)
    const itself = written(own, 'cell-001.jsonl', readFileSync(path))
    const again = ['--set', 'session.seed=1', '--out', own, '--force']
    const lost = await runChild(['whatif', itself, ...again], dir)
    expect([lost.code, lost.stderr]).toStrictEqual([
      2,
      expect.stringContaining('is the journal itself; it would be lost.'),
    ])
    expect(readFileSync(itself).equals(readFileSync(path))).toBe(true)
  })

  it('finds in every thread that a session does not come out as it was', async () => {
    const changed = resealed(readFileSync(path), (fields) =>
      fields['type'] === 'OrderAccepted' ? { ...fields, price: '1.00' } : fields,
    )
    const journal = written(dir, 'changed.jsonl', changed)
    const ran = await runChild(
      ['whatif', journal, '--set', 'session.seed=1..3:1', '--jobs', '3'],
      dir,
    )
    expect([ran.code, ran.stdout]).toStrictEqual([4, ''])
    expect(ran.stderr).toContain('does not come out the same with its own settings')
  })

  it('takes no number of threads that is none', async () => {
    const set = ['--set', 'session.seed=1']
    for (const jobs of ['0', '1.5', 'many'])
      expect((await runCli(['whatif', path, ...set, '--jobs', jobs])).code).toBe(2)
  })
})
