import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Planted } from '../support/bidding-strategy'
import { bidding, lineOfQuote, recordBidding } from '../support/bidding-strategy'
import { bundleEngine, layOut, runEngine } from '../support/built-engine'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const engine = join(dir, 'engine')
let journal = ''

const run = (args: ReadonlyArray<string>) => runEngine(engine, args, dir)

beforeAll(async () => {
  layOut(bundleEngine(join(dir, 'bundle.js')), engine)
  journal = await recordBidding(engine, dir)
})

type Parting = {
  readonly line: number
  readonly said_line: number | null
  readonly is_unsteady: boolean
  readonly changes: ReadonlyArray<unknown>
}
type Said = {
  readonly verdict: string
  readonly divergence: {
    readonly line: number
    readonly field: string
    readonly type: string
  } | null
  readonly window: { readonly from: number; readonly to: number } | null
  readonly recorded_state: { readonly changes: ReadonlyArray<unknown> } | null
  readonly fresh: Parting | null
  readonly again: Parting | null
  readonly folded: Parting | null
  readonly parting: Parting | null
  readonly sides: ReadonlyArray<Readonly<Record<string, unknown>>>
}

const bisect = async (...args: ReadonlyArray<string>): Promise<{ code: number; said: Said }> => {
  const { code, stdout, stderr } = await run(['bisect', 'session.jsonl', ...args, '--json'])
  if (stdout === '') throw new Error(stderr)
  return { code, said: JSON.parse(stdout) as Said }
}

const planting = (name: string, planted: Planted): ReadonlyArray<string> => [
  '--strategy',
  `./${bidding(dir, name, planted)}`,
]

const flagOf = (one: boolean, other: boolean) => [{ path: 'strategy.flag', one, other }]

describe('shadowtape bisect, with nothing but the journal', () => {
  it('finds nothing in a session that replays and agrees with itself', async () => {
    const { code, stdout } = await run(['bisect', 'session.jsonl'])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^session\.jsonl replays byte for byte \(\d+ inputs\)\.\nTwo runs of it in one process, and /,
    )
  })

  it('names the first input where a variable of the module gets into the state', async () => {
    const { code, said } = await bisect(
      ...planting('variable.js', {
        before: 'let seen = 0',
        evolve: 'seen += 1; if (seen === 80) slice.flag = true',
      }),
    )
    expect([code, said.verdict, said.fresh]).toStrictEqual([4, 'hidden variable', null])
    expect(said.again?.line).toBe(lineOfQuote(journal, 80))
    expect(said.again?.changes).toStrictEqual(flagOf(true, false))
  })

  it('names the first input where two processes come to different states', async () => {
    const { code, said } = await bisect(
      ...planting('process.js', { evolve: 'if (slice.quotes === 70) slice.flag = process.pid' }),
    )
    expect([code, said.verdict]).toStrictEqual([4, 'not deterministic'])
    expect(said.fresh?.line).toBe(lineOfQuote(journal, 70))
    expect(said.fresh?.changes).toMatchObject([{ path: 'strategy.flag' }])
    expect([said.fresh?.is_unsteady, said.folded]).toStrictEqual([true, null])
  })

  it('names the first input at which decide changes the slice', async () => {
    const decide = 'if (view.strategy.quotes === 75) view.strategy.flag = true'
    const { code, said } = await bisect(...planting('impure.js', { decide }))
    expect([code, said.verdict]).toStrictEqual([4, 'beside the reducers'])
    expect(said.folded?.line).toBe(lineOfQuote(journal, 75))
    expect(said.folded?.changes).toStrictEqual(flagOf(true, false))
    expect(said.again).toBeNull()
  })

  it('says between which lines evolve went another way, and what a kept state tells', async () => {
    const { code, said } = await bisect(
      ...planting('newer.js', { evolve: 'if (slice.quotes === 111) slice.flag = true' }),
    )
    expect([code, said.verdict]).toStrictEqual([4, 'diverged'])
    const { from = 0, to = 0 } = said.window ?? {}
    const line = lineOfQuote(journal, 111)
    expect([from < line, line < to]).toStrictEqual([true, true])
    const lines = readFileSync(journal, 'utf8').split('\n')
    expect([from, to].map((seq) => lines[seq - 1]?.includes('"SnapshotTaken"'))).toStrictEqual([
      true,
      true,
    ])
    expect(said.divergence).toMatchObject({ line: to, type: 'SnapshotTaken', is_hidden: true })
    expect(said.recorded_state?.changes).toStrictEqual(flagOf(false, true))
    expect([said.fresh, said.again, said.folded]).toStrictEqual([null, null, null])
  })

  it('says what it does not know, and what would', async () => {
    const { stdout } = await run([
      ...['bisect', 'session.jsonl'],
      ...planting('newer.js', { evolve: newer }),
    ])
    expect(stdout).toContain('No line before it is another: only the state is.')
    expect(stdout).toContain(
      'The journal names no states in between, so by itself it tells no more.',
    )
    expect(stdout).toContain('shadowtape bisect session.jsonl --against PATH')
  })

  it('has nothing hidden to tell of a session that decides otherwise at once', async () => {
    const { code, said } = await bisect(
      ...planting('dearer.js', { decide: 'message = { ...message, bid: message.bid - 1 }' }),
    )
    expect([code, said.verdict, said.folded]).toStrictEqual([4, 'diverged', null])
    expect(said.divergence).toMatchObject({ type: 'PlaceOrder', field: 'price', is_hidden: false })
  })
})

const newer = 'if (slice.quotes === 111) slice.flag = true'

describe('shadowtape bisect --against', () => {
  it('names the first input whose state is another, of two versions of a strategy', async () => {
    const { code, said } = await bisect(
      ...planting('newer.js', { evolve: newer }),
      ...['--against', './mine.js'],
    )
    expect([code, said.verdict]).toStrictEqual([4, 'parted'])
    expect(said.parting?.line).toBe(lineOfQuote(journal, 111))
    expect(said.parting?.changes).toStrictEqual(flagOf(true, false))
    expect(said.parting?.said_line).toBeNull()
    expect(said.sides).toMatchObject([
      { name: 'this strategy', replay: 'diverged', field: 'stateDigest' },
      { name: './mine.js', replay: 'equal' },
    ])
  })

  it('names the input at which what was hidden first shows', async () => {
    const decide = 'if (view.strategy.flag && view.strategy.quotes === 150) return nothing'
    const { said } = await bisect(
      ...planting('loud.js', { evolve: newer, decide }),
      ...['--against', './mine.js'],
    )
    expect(said.parting?.line).toBe(lineOfQuote(journal, 111))
    expect(said.parting?.said_line).toBe(lineOfQuote(journal, 150))
  })

  it('names the input at which one of the two stops', async () => {
    const decide = 'if (view.strategy.quotes === 90) throw new Error("no more")'
    const { stdout } = await run([
      'bisect',
      'session.jsonl',
      ...planting('stops.js', { decide }),
      '--against',
      './mine.js',
    ])
    expect(stdout).toContain(`first after line ${String(lineOfQuote(journal, 90))}`)
    expect(stdout).toContain('this strategy stops: ./stops.js: decide threw Error: no more')
  })

  it('finds nothing between two that decide and remember the same', async () => {
    bidding(dir, 'other.js', { before: '// the same' })
    const { code, stdout } = await run(['bisect', 'session.jsonl', '--against', './other.js'])
    expect([code, stdout.split('\n')[0]]).toStrictEqual([
      0,
      expect.stringMatching(/^session\.jsonl: .* come to the same states, over \d+ inputs\.$/),
    ])
  })

  it.each([
    ['./nowhere', 2, 'Error: --against: ./nowhere is not there.\n'],
    ['.', 2, 'Error: --against: . is no checkout of Shadowtape.\n'],
    [
      './session.jsonl',
      2,
      'Error: --against: ./session.jsonl is neither a directory nor the module of a strategy.\n',
    ],
  ])('refuses %s', async (path, wanted, says) => {
    const { code, stderr } = await run(['bisect', 'session.jsonl', '--against', path])
    expect(code).toBe(wanted)
    expect(stderr.endsWith(says)).toBe(true)
  })

  it('refuses a damaged journal, as verify does', async () => {
    const bytes = readFileSync(journal, 'utf8').replace(
      '"type":"QuoteObserved"',
      '"type":"QuoteXbserved"',
    )
    writeFileSync(join(dir, 'damaged.jsonl'), bytes)
    const { code, stderr } = await run(['bisect', 'damaged.jsonl'])
    expect(code).toBe(1)
    expect(stderr).toContain('damaged.jsonl, line ')
  })
})
