import { copyFileSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { demoJournal, fillingFlags, freezingFlags, linesOf, written } from '../support/demo-journal'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const flags = [...fillingFlags, '--snapshot-lines', '30', '--snapshots']
let path: string
let lines: ReadonlyArray<string>

beforeAll(async () => {
  const made = await demoJournal(dir, 'made.jsonl', flags)
  path = made.path
  lines = linesOf(made.bytes)
})

type Said = {
  readonly seq: number
  readonly at: number
  readonly snapshot: number | null
  readonly lines_folded: number
  readonly state: Readonly<Record<string, unknown>>
}

const stateOf = async (file: string, ...args: ReadonlyArray<string>) => {
  const ran = await runCli(['state', file, '--json', ...args])
  return { ...ran, said: JSON.parse(ran.stdout) as Said }
}

const named = (): ReadonlyArray<number> =>
  readdirSync(`${path}.snapshots`).map((name) => Number(name.slice(0, 16)))

describe('shadowtape state', () => {
  it('says the same of every line, with snapshots and without', async () => {
    const bare = join(dir, 'bare.jsonl')
    copyFileSync(path, bare)
    expect(named().length).toBeGreaterThan(4)
    for (let seq = 1; seq <= lines.length; seq += 7) {
      const from = await stateOf(path, '--seq', String(seq))
      const whole = await stateOf(bare, '--seq', String(seq))
      expect(from.said.state).toStrictEqual(whole.said.state)
      expect(whole.said).toMatchObject({ seq, snapshot: null, lines_folded: seq })
      const latest = Math.max(0, ...named().filter((name) => name <= seq + 1))
      expect(from.said.snapshot).toBe(latest === 0 ? null : latest)
      expect(from.said.lines_folded).toBe(latest === 0 ? seq : seq + 1 - latest)
    }
  })

  it('says what the session closed with, by default', async () => {
    const { said, code, stderr } = await stateOf(path)
    expect([code, stderr, said.seq]).toStrictEqual([0, '', lines.length])
    const closed = JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>
    expect(said.state['totals']).toMatchObject({ fills: closed['fills'], placed: closed['placed'] })
  })

  it('takes a time: all that was said up to then', async () => {
    const at = (line: string): number => (JSON.parse(line) as { at: number }).at
    const start = at(lines[0] ?? '')
    const times: ReadonlyArray<readonly [string, number]> = [
      ['+0', start],
      ['+3.5s', start + 3_500_000],
      ['+2000ms', start + 2_000_000],
      ['2025-10-27T20:36:22Z', start + 5_000_000],
      ['2025-10-27 20:36:22.000001', start + 5_000_001],
      [String(start + 4_000_000), start + 4_000_000],
      ['+10m', start + 600_000_000],
    ]
    for (const [typed, us] of times) {
      const { said } = await stateOf(path, '--at', typed)
      const last = lines.findLastIndex((line) => at(line) <= us)
      expect([typed, said.seq]).toStrictEqual([typed, last + 1])
    }
    const before = await runCli(['state', path, '--at', '1999-01-01T00:00Z'])
    expect([before.code, before.stdout]).toStrictEqual([2, ''])
    expect(before.stderr).toContain('begins after that time')
  })

  it('passes over a snapshot that is not what the journal says, and says so', async () => {
    const journal = join(dir, 'doubted.jsonl')
    copyFileSync(path, journal)
    const made = await demoJournal(dir, 'doubted-made.jsonl', flags)
    renameSync(`${made.path}.snapshots`, `${journal}.snapshots`)
    const kept = readdirSync(`${journal}.snapshots`).sort()
    const [last = '', before = '', third = ''] = kept.reverse()
    const file = (name: string): string => join(`${journal}.snapshots`, name)
    writeFileSync(file(last), readFileSync(file(last), 'utf8').replace('"fills":', '"fills":1'))
    writeFileSync(file(before), '{')
    const { said, code, stderr } = await stateOf(journal)
    expect(code).toBe(0)
    expect(said.snapshot).toBe(Number(third.slice(0, 16)))
    expect(said.state).toStrictEqual((await stateOf(path)).said.state)
    expect(stderr).toContain(`warning: ${file(last)} is not used: its digest is `)
    expect(stderr).toContain(`warning: ${file(before)} is not used: it is no state`)
  })

  it('takes no snapshot of another journal of the same length', async () => {
    const other = await demoJournal(dir, 'other.jsonl', [...flags, '--seed', '7'])
    const journal = join(dir, 'swapped.jsonl')
    copyFileSync(path, journal)
    renameSync(`${other.path}.snapshots`, `${journal}.snapshots`)
    const { said, stderr } = await stateOf(journal, '--seq', '100')
    expect(said.state).toStrictEqual((await stateOf(path, '--seq', '100')).said.state)
    expect(said.snapshot).toBeNull()
    expect(stderr).toMatch(/is not used: line \d+ of the journal/)
  })

  it('shows people the market, open orders, positions and what froze', async () => {
    const { path: frozen, bytes } = await demoJournal(dir, 'frozen.jsonl', freezingFlags)
    const all = linesOf(bytes)
    const freeze = all.findIndex((line) => line.includes('"TradingFrozen"')) + 1
    const before = await runCli(['state', frozen, '--seq', String(freeze - 1)])
    expect(before.stdout).toContain(`${frozen} after line ${String(freeze - 1)}, 2025-10-27T`)
    expect(before.stdout).toMatch(/^market {4}BTCUSDT bid [\d.]+, ask [\d.]+, mark [\d.]+$/m)
    expect(before.stdout).toMatch(
      /^open {6}o-\d+ main BTCUSDT (Buy|Sell) 0\.010 at [\d.]+, at the/m,
    )
    expect(before.stdout).toContain('risk      never froze')
    const after = await runCli(['state', frozen])
    expect(after.stdout).toContain('risk      FROZEN: Edge degradation')
    expect(after.stdout).not.toContain('open      o-')
  })

  it('names the line that keeps it from the state', async () => {
    const hurt = lines.map((line, i) => (i === 9 ? line.replace('"at":1', '"at":2') : line))
    const damaged = written(dir, 'hurt.jsonl', hurt.join(''))
    const ran = await runCli(['state', damaged, '--seq', '20'])
    expect([ran.code, ran.stdout]).toStrictEqual([1, ''])
    expect(ran.stderr).toContain(`${damaged}, line 10, field crc`)
    expect((await runCli(['state', damaged, '--seq', '9'])).code).toBe(0)
  })

  it('looks at no line behind the one it is asked for, whatever became of it', async () => {
    const torn = written(dir, 'torn.jsonl', `${lines.slice(0, 40).join('')}{"seq":4,noise\n`)
    const { said, code } = await stateOf(torn, '--seq', '40')
    expect([code, said.seq]).toStrictEqual([0, 40])
    expect(said.state).toStrictEqual((await stateOf(path, '--seq', '40')).said.state)
  })

  it('never takes another line for the one it is asked for, where a seq is damaged', async () => {
    for (let n = 5; n < lines.length - 1; n += 9) {
      const far = lines.map((line, i) => (i === n ? line.replace('"seq":', '"seq":9') : line))
      const damaged = written(dir, 'far.jsonl', far.join(''))
      for (let seq = 4; seq < lines.length; seq += 13) {
        const { code, said } = await stateOf(damaged, '--seq', String(seq))
        if (seq > n) expect([seq, code]).toStrictEqual([seq, 1])
        else expect([seq, code, said.seq]).toStrictEqual([seq, 0, seq])
      }
    }
  })

  it('refuses what is not there', async () => {
    const far = await runCli(['state', path, '--seq', '9999'])
    expect([far.code, far.stderr]).toStrictEqual([
      2,
      `${path} has no line 9,999; its last is ${String(lines.length)}.\n`,
    ])
    expect((await runCli(['state', path, '--seq', '0'])).code).toBe(2)
    expect((await runCli(['state', path, '--at', 'noon'])).code).toBe(2)
    expect((await runCli(['state', path, '--at', '+1s', '--seq', '4'])).code).toBe(2)
    expect((await runCli(['state', join(dir, 'none.jsonl')])).code).toBe(1)
  })

  it('says what is at a path, in the state or in what it comes to', async () => {
    const { said } = await stateOf(path, '--seq', '60')
    const { report } = JSON.parse(
      (await runCli(['state', path, '--seq', '60', '--json'])).stdout,
    ) as {
      readonly report: { readonly positions: Readonly<Record<string, unknown>> }
    }
    const at = async (part: string): Promise<unknown> => {
      const { stdout } = await runCli(['state', path, '--seq', '60', '--path', part, '--json'])
      return (JSON.parse(stdout) as { readonly value: unknown }).value
    }
    expect(await at('totals')).toStrictEqual(said.state['totals'])
    const market = said.state['market'] as Readonly<Record<string, { readonly bid: number }>>
    expect(await at('market.BTCUSDT.bid')).toBe(market['BTCUSDT']?.bid)
    expect(await at('positions.BTCUSDT')).toStrictEqual(report.positions['BTCUSDT'])
    const told = await runCli(['state', path, '--seq', '60', '--path', 'positions.BTCUSDT'])
    expect(JSON.parse(told.stdout)).toStrictEqual(report.positions['BTCUSDT'])
    for (const nowhere of ['positions.BTCUSDT.nope', 'constructor', 'totals.__proto__', ''])
      expect((await runCli(['state', path, '--path', nowhere])).code).toBe(2)
  })

  it('says what changed between two lines, and that is all that did', async () => {
    type Changes = {
      readonly changes: ReadonlyArray<{ path: string; before?: unknown; after?: unknown }>
    }
    for (const [from, to] of [
      [30, 31],
      [30, 90],
      [1, lines.length],
      [70, 70],
    ] as const) {
      const range = `${String(from)}..${String(to)}`
      const ran = await runCli(['state', path, '--diff', range, '--json'])
      const { changes } = JSON.parse(ran.stdout) as Changes
      const [before, after] = [
        (await stateOf(path, '--seq', String(from))).said.state,
        (await stateOf(path, '--seq', String(to))).said.state,
      ]
      // put back what was, and the one state is the other
      expect(undone(after, changes)).toStrictEqual(before)
      for (const change of changes) expect(change.before).not.toStrictEqual(change.after)
      expect(changes.length > 0).toBe(from !== to)
    }
    const open = await runCli(['state', path, '--diff', '90..', '--path', 'totals'])
    expect(open.stdout).toContain(`from line 90 to line ${String(lines.length)}: `)
    expect(open.stdout).toMatch(/\n {2}totals\.fills +\d+ -> \d+\n/)
    expect(open.stdout).not.toContain('market')
  })

  it('refuses a difference with a line that is not there', async () => {
    for (const range of ['0..4', '3..9999', '9999..', '9..3', 'x'])
      expect([range, (await runCli(['state', path, '--diff', range])).code]).toStrictEqual([
        range,
        2,
      ])
    expect((await runCli(['state', path, '--diff', '3..4', '--seq', '9'])).code).toBe(2)
  })
})

/** A state with changes taken back. */
const undone = (
  state: unknown,
  changes: ReadonlyArray<{ readonly path: string; readonly before?: unknown }>,
): unknown => {
  const copy = structuredClone(state) as Record<string, unknown>
  // lists are cut short from their end
  for (const change of [...changes].reverse()) {
    const names = change.path.split('.')
    const last = names.pop() ?? ''
    let at: unknown = copy
    for (const name of names) at = (at as Record<string, unknown>)[name]
    const place = at as Record<string, unknown>
    if ('before' in change) place[last] = change.before
    else if (Array.isArray(at)) at.splice(Number(last), 1)
    else Reflect.deleteProperty(place, last)
  }
  return copy
}
