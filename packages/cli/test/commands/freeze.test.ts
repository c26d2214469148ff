import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'
import { formatDecimal, parseDecimal } from '@shadowtape/core'

import { demoJournal, freezingFlags, linesOf, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { madeAt, madeHeader, madeInputs, madeRecorder } from '../support/made-session'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const capture = join(dir, 'made.capture.gz')

type Fields = Readonly<Record<string, unknown>>
type Range = { readonly means: string; readonly from: string | null; readonly to: string | null }
type Course = {
  readonly net_usd: string
  readonly fills: number
  readonly placed: number
  readonly next_stop: Fields | null
}
type Page = {
  readonly line: Fields
  readonly count: number
  readonly beyond: string | null
  readonly first_breach: { readonly seq: number } | null
  readonly evidence: ReadonlyArray<{ readonly line: Fields; readonly markout: Fields | null }>
  readonly causes: ReadonlyArray<Fields>
  readonly before: Fields | null
  readonly after: Fields | null
  readonly open_orders: ReadonlyArray<Fields & { readonly fills: ReadonlyArray<Fields> }>
  readonly quotes: {
    readonly samples: ReadonlyArray<Fields>
    readonly fills: ReadonlyArray<Fields>
  }
  readonly similar: ReadonlyArray<{ readonly n: number }>
  readonly thaw: Fields | null
  readonly otherwise: {
    readonly unsaid?: string
    readonly kept: {
      readonly is_to_end: boolean
      readonly is_parted_before: boolean
      readonly recorded: Course
      readonly instead: Course
    }
    readonly thresholds: { readonly setting: string; readonly ranges: ReadonlyArray<Range> } | null
  }
}

const usual = [
  ...['--fill-model', 'queue', '--entry-latency', '5', '--response-latency', '7'],
  ...['--feed-latency', '3', '--edge', 'markout', '--markouts', '50,400'],
  ...['--edge-horizon-ms', '50', '--edge-min-fills', '4'],
]
const recorded = async (name: string, ...flags: ReadonlyArray<string>): Promise<string> => {
  const journal = join(dir, name)
  const ran = await runCli(['run', '--capture', capture, ...usual, ...flags, '--journal', journal])
  if (ran.code !== 0) throw new Error(ran.stderr)
  return journal
}
const rules = (...texts: ReadonlyArray<string>) => texts.flatMap((text) => ['--rule', text])

const page = async (journal: string, ...flags: ReadonlyArray<string>): Promise<Page> => {
  const ran = await runCli(['freeze', journal, ...flags, '--json'])
  expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
  return JSON.parse(ran.stdout) as Page
}

type Cell = { readonly stops: number; readonly first_stop: Fields | null; readonly net_usd: string }
const whatif = async (journal: string, set: string) => {
  const ran = await runCli(['whatif', journal, '--set', set, '--json'])
  expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
  return JSON.parse(ran.stdout) as { recorded: Cell; cells: readonly [Cell, ...Array<Cell>] }
}

const fieldsOf = (journal: string): ReadonlyArray<Fields> =>
  linesOf(readFileSync(journal)).map((line) => JSON.parse(line) as Fields)

const micro = (text: string): number => Number(parseDecimal(text, 6))
const next = (text: string, by = 1): string => formatDecimal(micro(text) + by, 6)

let measured = ''
beforeAll(async () => {
  const market = { ...generatedPlan, calmUs: 1_500_000, toxicUs: 4_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  measured = await recorded('measured.jsonl', '--edge-threshold', '0.5')
})

describe('shadowtape freeze, of an edge that was measured', () => {
  it('says what the journal says of it, with every fill behind it and its markout', async () => {
    const { line, beyond, causes, evidence, first_breach } = await page(measured)
    const lines = fieldsOf(measured)
    expect(line).toStrictEqual(lines.find(({ type }) => type === 'TradingFrozen'))
    expect(beyond).toBe(formatDecimal(500_000 - micro(String(line['observed'])), 6))
    expect(causes.map(({ type }) => type)).toStrictEqual([
      ...['TradePrinted', 'OrderFilled', 'MarkoutMeasured', 'EdgeUpdated'],
    ])
    expect(first_breach?.seq).toBe(Number(causes.at(-1)?.['seq']))
    const worth = evidence.map(({ markout }) => micro(String(markout?.['markoutBps'])))
    const mean = Math.round(worth.reduce((sum, one) => sum + one, 0) / worth.length)
    expect(mean).toBe(micro(String(line['observed'])))
  })

  it('follows every order that was open to its end, with when we heard of it', async () => {
    const { line, open_orders: open, before, after } = await page(measured)
    expect(open).toHaveLength(Number(line['openOrders']))
    expect(before).toMatchObject({ open_orders: open.length, seq: Number(line['seq']) - 1 })
    expect(after).toMatchObject({ open_orders: 0 })
    const lines = fieldsOf(measured)
    for (const { order_id: orderId, cancel_seq: asked, answer_seq: answered, ...order } of open) {
      expect(lines[Number(asked) - 1]).toMatchObject({ type: 'CancelOrder', orderId })
      expect(lines[Number(answered) - 1]).toMatchObject({ type: 'OrderCanceled@2', orderId })
      expect(order).toMatchObject({ outcome: 'canceled', latency_us: 5_000, heard_us: 12_000 })
    }
  })

  it('parts the thresholds where sessions with them part', async () => {
    const { line, otherwise } = await page(measured)
    const ranges = otherwise.thresholds?.ranges ?? []
    expect(ranges.map(({ means }) => means)).toStrictEqual(['not', 'later', 'here'])
    const [not, later] = ranges.map(({ to }) => String(to))
    const stop = async (text = '') =>
      (await whatif(measured, `risk.edgeThresholdBps=${text}`)).cells[0].first_stop
    expect(later).toBe(line['observed'])
    expect(await stop(not)).toBeNull()
    const lateAt = [(await stop(next(not ?? '')))?.['at'], (await stop(later))?.['at']].map(Number)
    expect(Math.min(...lateAt)).toBeGreaterThan(Number(line['at']))
    expect((await stop(next(later ?? '')))?.['at']).toBe(line['at'])
  })

  it('says of going on what whatif says of it', async () => {
    const { otherwise } = await page(measured)
    const { kept } = otherwise
    const { recorded: was, cells } = await whatif(measured, 'risk.edgeThresholdBps=-10000')
    expect([kept.is_to_end, kept.is_parted_before]).toStrictEqual([true, false])
    expect(micro(kept.instead.net_usd) - micro(kept.recorded.net_usd)).toBe(
      micro(cells[0].net_usd) - micro(was.net_usd),
    )
    expect(kept.instead.fills).toBeGreaterThan(kept.recorded.fills)
  })

  it('looks no further ahead than it is told to', async () => {
    const { kept } = (await page(measured, '--ahead', '200ms')).otherwise
    expect(kept.is_to_end).toBe(false)
    expect(kept.instead.placed).toBeLessThan((await page(measured)).otherwise.kept.instead.placed)
  })
})

describe('shadowtape freeze, where cancels take their time', () => {
  it('names every fill that slipped in before its order was gone', async () => {
    const slow = ['--entry-latency', '400', '--edge-threshold', '0.5']
    const journal = await recorded('slow.jsonl', ...slow)
    const { line, open_orders: open, after, before } = await page(journal)
    const lines = fieldsOf(journal)
    const later = lines.filter(
      ({ type, seq }) => type === 'OrderFilled' && Number(seq) > Number(line['seq']),
    )
    const slipped = open.flatMap(({ fills }) => fills)
    expect(slipped.length).toBeGreaterThan(0)
    expect(slipped.map(({ seq, qty }) => [seq, qty])).toStrictEqual(
      later
        .filter(({ orderId }) => open.some((order) => order['order_id'] === orderId))
        .sort((a, b) => index(open, a) - index(open, b))
        .map(({ seq, qty }) => [seq, qty]),
    )
    const filled = open.filter(({ outcome }) => outcome === 'filled')
    for (const { answer_seq: answer } of filled)
      expect(lines[Number(answer) - 1]).toMatchObject({ type: 'OrderFilled', leavesQty: '0.000' })
    expect(Number(after?.['fills'])).toBe(Number(before?.['fills']) + slipped.length)
    const { stdout } = await runCli(['freeze', journal])
    const orders = open.filter(({ fills }) => fills.length > 0).length
    expect(stdout).toContain(`${String(orders)} filled in between`)
  })
})

const index = (open: ReadonlyArray<Fields>, { orderId }: Fields): number =>
  open.findIndex((order) => order['order_id'] === orderId)

describe('shadowtape freeze, of a rule', () => {
  it.each([
    ['drawdown', 'drawdown=3,action=freeze-all'],
    ['order-rate/1s', 'order-rate=9/1s,action=freeze-all'],
    ['fill-rate/2s:session', 'fill-rate=7/2s,scope=session,action=freeze-all'],
    ['open-orders', 'open-orders=3,action=freeze-all'],
    ['position-age', 'position-age=700ms,action=freeze-all'],
  ])('finds the limit of %s from which it goes on', async (label, rule) => {
    const file = `${label.replaceAll(/\W/g, '-')}.jsonl`
    const journal = await recorded(file, '--edge-threshold', '-5000', ...rules(rule))
    const { line, otherwise } = await page(journal)
    expect(line['rule']).toBe(label)
    const { thresholds } = otherwise
    const through = thresholds?.ranges.find(({ means }) => means === 'not')
    if (through === undefined) throw new Error(JSON.stringify(otherwise))
    const set = (limit: string) => `${String(thresholds?.setting)}=${limit}`
    expect(thresholds?.setting).toBe(`risk.rule.${label}`)
    expect((await whatif(journal, set(String(through.from)))).cells[0].stops).toBe(0)
    expect((await whatif(journal, set(String(line['threshold'])))).cells[0].stops).toBe(1)
  })

  it('tells of a reduction, and of the orders that it leaves open', async () => {
    const journal = await recorded(
      'reduced.jsonl',
      ...['--edge-threshold', '-5000', ...rules('position-age=700ms,action=reduce')],
    )
    const { line, open_orders: open, otherwise } = await page(journal)
    expect(line).toMatchObject({ type: 'TradingReduced', rule: 'position-age' })
    const outcomes = open.map(({ outcome }) => outcome)
    expect(outcomes).toContain('canceled')
    for (const { outcome, cancel_seq: asked } of open)
      expect(outcome === 'left open').toBe(asked === null)
    expect(otherwise.thresholds?.setting).toBe('risk.rule.position-age')
    expect((await runCli(['freeze', journal])).stdout).toMatch(
      /^REDUCTION 1 of 2 [^]* rule position-age of main BTCUSDT, reduces the symbol\n/,
    )
  })

  it('names others by the same rule, how it was let go, and that what was before is gone too', async () => {
    const journal = join(dir, 'thawing.jsonl')
    const flags = ['--fill-model', 'queue', '--edge', 'demo', '--edge-threshold', '-5000']
    const twice = rules('fill-rate=3/1s,scope=session,action=freeze-all', 'thaw=300ms,edge=-1000')
    await runCli(['run', '--capture', capture, ...flags, ...twice, '--journal', journal])
    const first = await page(journal)
    expect(first.count).toBeGreaterThan(1)
    expect(first.thaw).toMatchObject({ type: 'TradingThawed', actor: 'rule:thaw' })
    expect(first.otherwise.kept.is_parted_before).toBe(false)
    expect(first.similar.map(({ n }) => n)).toStrictEqual(
      Array.from({ length: first.count - 1 }, (_, i) => i + 2),
    )
    const second = await page(journal, '--n', '2')
    expect(second.otherwise.kept.is_parted_before).toBe(true)
    expect(second.similar[0]).toMatchObject({ n: 1, line: first.line })
  })
})

describe('shadowtape freeze, of an operator', () => {
  it('leaves out what the operator asked for', async () => {
    const journal = join(dir, 'operated.jsonl')
    const recorder = madeRecorder(journal, madeHeader('none'))
    const freeze = { type: 'FreezeTrading', account: null, symbol: null } as const
    for (const [n, input] of madeInputs(12).entries()) {
      recorder.record(madeAt(n), input)
      if (n === 5) recorder.record(madeAt(n), { ...freeze, actor: 'anna', note: 'lunch' } as never)
    }
    recorder.close(madeAt(12), 'END_OF_INPUT')
    const { beyond, otherwise, line } = await page(journal)
    expect([beyond, line['actor']]).toStrictEqual([null, 'anna'])
    expect(otherwise.thresholds).toBeNull()
    expect(otherwise.kept.recorded.placed).toBe(0)
    expect(otherwise.kept.instead.placed).toBeGreaterThan(5)
  })
})

describe('shadowtape freeze, for people', () => {
  it('fits its page in the columns there are, and ends with what to do next', async () => {
    for (const columns of [80, 132]) {
      const { code, stdout } = await runCli(['freeze', measured], { columns })
      expect(code).toBe(0)
      const rows = stdout.split('\n')
      expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns)
      for (const words of [
        'Edge degradation: -1.10 BPS < 0.50 BPS',
        'On this evidence',
        'Before and after',
        '4 orders open: 4 canceled, 0 filled in between',
        'Had it kept quoting',
        'Other thresholds, risk.edgeThresholdBps',
        `Keep it as a golden: shadowtape golden add freeze-1`,
      ])
        expect(stdout).toContain(words)
    }
  })

  it('cuts a golden by the command that it names', async () => {
    const { stdout } = await runCli(['freeze', measured], { columns: 400 })
    const [, command = ''] = /^Keep it as a golden: shadowtape (.*)$/m.exec(stdout) ?? []
    const ran = await runCli([...command.split(' '), '--in', join(dir, 'goldens')])
    expect([ran.code, ran.stdout]).toStrictEqual([0, expect.stringContaining('1 freeze')])
  })
})

describe('shadowtape freeze, where something is missing', () => {
  it('says which freezes there are', async () => {
    const ran = await runCli(['freeze', measured, '--n', '2'])
    expect([ran.code, ran.stdout]).toStrictEqual([2, ''])
    expect(ran.stderr).toContain('has no freeze or reduction number 2: it has 1.')
  })

  it('tells what lines say where the strategy is not to be had', async () => {
    const gone = resealed(readFileSync(measured), changing(1, 'strategy', './gone.ts'))
    const { before, open_orders: open, otherwise } = await page(written(dir, 'gone.jsonl', gone))
    expect(before).toBeNull()
    expect(open.map(({ outcome }) => outcome)).toStrictEqual(Array(4).fill('canceled'))
    expect(otherwise.unsaid).toContain('without its strategy')
  })

  it('says nothing of what would have been where the journal is damaged, and is no success', async () => {
    const { path } = await demoJournal(dir, 'hurt.jsonl', freezingFlags)
    const bytes = readFileSync(path)
    const at = bytes.indexOf('"BookUpdated"') > 0 ? bytes.indexOf('"BookUpdated"') : 4_000
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    const ran = await runCli(['freeze', written(dir, 'hurt-too.jsonl', bytes)])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain('the journal is damaged')
    expect(ran.stdout).toContain('Edge degradation')
  })

  it('says nothing of what would have been of another engine', async () => {
    const freeze = fieldsOf(measured).find(({ type }) => type === 'TradingFrozen')
    const digest = changing(Number(freeze?.['seq']), 'stateDigest', '0'.repeat(64))
    const other = resealed(readFileSync(measured), digest)
    const { otherwise } = await page(written(dir, 'other.jsonl', other))
    expect(otherwise.unsaid).toContain('does not come out the same')
  })
})
