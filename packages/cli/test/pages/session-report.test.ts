import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'
import { parseDecimal } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import type { SessionReport } from '../../src/pages/report-data'
import { sessionReport } from '../../src/pages/session-report'
import { linesOf } from '../support/demo-journal'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const journal = join(dir, 'session.jsonl')
const env = {
  print: () => undefined,
  remark: () => undefined,
  isTerminal: { stdout: false, stderr: false },
  self: [],
  variables: {},
}
const looking = {
  around: { beforeUs: 1_000_000, afterUs: 1_000_000, intervals: 20 },
  aheadUs: 1_000_000,
}

const reportOf = async (path: string, explained = 1): Promise<SessionReport> => {
  const made = await sessionReport(path, { strategy: undefined, explained, looking }, env)
  if (isLeft(made)) throw new Error(JSON.stringify(made.left))
  return made.right
}

type Fields = Readonly<Record<string, unknown>>
const lines = (): ReadonlyArray<Fields> =>
  linesOf(readFileSync(journal)).map((line) => JSON.parse(line) as Fields)
const ofType = (type: string) => lines().filter((line) => line['type'] === type)
const micro = (text: string): number => Number(parseDecimal(text, 6))

beforeAll(async () => {
  const capture = join(dir, 'made.capture.gz')
  const market = { ...generatedPlan, calmUs: 1_500_000, toxicUs: 4_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  const ran = await runCli([
    ...['run', '--capture', capture, '--fill-model', 'queue', '--entry-latency', '5'],
    ...['--edge', 'demo', '--markouts', '50,400', '--edge-threshold', '-5000'],
    ...['--rule', 'fill-rate=6/1s,scope=session,action=freeze-all'],
    ...['--rule', 'thaw=300ms,edge=-1000', '--journal', journal],
  ])
  if (ran.code !== 0) throw new Error(ran.stderr)
})

describe('what a report shows of a session', () => {
  it('is what `state` says it came to', async () => {
    const { summary, endAt } = await reportOf(journal)
    const last = lines().at(-1)
    const said = await runCli(['state', journal, '--seq', String(last?.['seq']), '--json'])
    const { report: state } = JSON.parse(said.stdout) as { report: Record<string, Fields> }
    expect(summary.openOrders).toBe(state['open_orders'])
    const totals = state['totals'] as Readonly<Record<string, number>>
    expect(endAt).toBe(last?.['at'])
    expect(summary).toMatchObject({
      ...{ inputs: totals['inputs'], placed: totals['placed'], fills: totals['fills'] },
      ...{ filledOrders: totals['filled'], canceled: totals['canceled'] },
      freezes: totals['freezes'],
    })
    const positions = Object.values(state['positions'] ?? {}) as ReadonlyArray<Fields>
    const sum = (name: string) =>
      positions.reduce((total, one) => total + micro(String(one[name])), 0)
    expect(micro(summary.feesUsd)).toBe(sum('fees_usd'))
    expect(micro(summary.realizedUsd)).toBe(sum('realized_usd'))
    expect(micro(summary.netUsd)).toBe(
      sum('realized_usd') + sum('unrealized_usd') - sum('fees_usd') - sum('funding_usd'),
    )
  })

  it('parts its net into what adds up to it, of each symbol and of all', async () => {
    const { pnl, summary } = await reportOf(journal)
    expect(pnl[0]?.netUsd).toBe(summary.netUsd)
    expect(pnl.length).toBeGreaterThan(1)
    for (const part of pnl) {
      const { netUsd, spreadUsd, adverseUsd, inventoryUsd, feesUsd, fundingUsd } = part
      const [spread = 0, adverse = 0, inventory = 0, fees = 0, funding = 0] = [
        ...[spreadUsd, adverseUsd, inventoryUsd, feesUsd, fundingUsd].map(micro),
      ]
      expect(spread - adverse + inventory - fees - funding).toBe(micro(netUsd))
      expect(part.horizonUs).toBe(400_000)
    }
    const [all, ...each] = pnl.map(({ netUsd }) => micro(netUsd))
    expect(each.reduce((sum, net) => sum + net, 0)).toBe(all)
  })

  it('has a sample of every interval that something was said in, and hides no extreme', async () => {
    const { times, symbols, money, startAt, sampling } = await reportOf(journal)
    const intervals = lines().map(({ at }) =>
      Math.floor((Number(at) - startAt) / sampling.intervalUs),
    )
    expect(times).toHaveLength(new Set(intervals).size)
    expect(times).toStrictEqual([...times].sort((a, b) => a - b))
    for (const series of [money.net, money.exposure, ...symbols.map(({ bid }) => bid)])
      expect(series).toHaveLength(times.length)
    const bids = symbols.flatMap(({ bidLow }) => bidLow.filter((bid) => bid !== null))
    const quoted = ofType('BookUpdated').flatMap(({ bids: levels }) =>
      (levels as ReadonlyArray<readonly [string, string]>).map(([price]) => Number(price)),
    )
    expect(quoted).toContain(Math.min(...bids))
    const { symbol, held } = symbols[0] ?? { symbol: '', held: [] }
    const qty = ofType('OrderFilled')
      .filter((fill) => fill['symbol'] === symbol)
      .reduce((sum, fill) => sum + Number(fill['qty']) * (fill['side'] === 'Buy' ? 1 : -1), 0)
    expect(held.at(-1)).toBeCloseTo(qty, 9)
  })

  it('has every fill, every edge, and every stop with its thaw', async () => {
    const { fills, edges, stops, sampling, thresholds } = await reportOf(journal)
    expect(fills.map(({ seq, qty, priceText }) => [seq, qty, priceText])).toStrictEqual(
      ofType('OrderFilled').map(({ seq, qty, price }) => [seq, qty, price]),
    )
    const said = ofType('EdgeUpdated')
    expect(sampling.edgesCount).toBe(said.length)
    const lowest = Math.min(...said.map(({ edgeBps }) => Number(edgeBps)))
    const own = edges.filter(({ isJudged }) => isJudged)
    expect(Math.min(...own.flatMap(({ bps }) => bps))).toBeCloseTo(lowest, 9)
    expect(thresholds).toStrictEqual([{ at: lines()[0]?.['at'], bps: -5_000 }])
    const [frozen, thawed] = [ofType('TradingFrozen'), ofType('TradingThawed')]
    expect(stops.map(({ seq }) => seq)).toStrictEqual(frozen.map(({ seq }) => seq))
    expect(stops.map(({ thawAt }) => thawAt)).toStrictEqual(
      frozen.map((_, i) => thawed[i]?.['at'] ?? null),
    )
    expect(stops.length).toBeGreaterThan(1)
  })

  it('has what fills were worth at each horizon, as state says it at the end', async () => {
    const { edges } = await reportOf(journal)
    const last = lines().at(-1)
    const said = await runCli(['state', journal, '--seq', String(last?.['seq']), '--json'])
    const { report } = JSON.parse(said.stdout) as { report: Record<string, Fields> }
    const measured = edges.filter(({ isJudged }) => !isJudged)
    const names = measured.map(({ symbol, horizonUs }) => `${String(symbol)} ${String(horizonUs)}`)
    expect(new Set(names)).toStrictEqual(
      new Set(['BTCUSDT 50000', 'BTCUSDT 400000', 'ETHUSDT 50000', 'ETHUSDT 400000']),
    )
    expect(names).toHaveLength(4)
    const table = JSON.stringify(report['markouts'])
    for (const { bps } of measured) expect(table).toContain((bps.at(-1) ?? NaN).toFixed(6))
  })

  it('tells all of as many stops as are asked for', async () => {
    const { stops } = await reportOf(journal, 1)
    expect(stops.map(({ page }) => page !== null)).toStrictEqual(stops.map((_, i) => i === 0))
    const { stdout } = await runCli(['freeze', journal, '--ahead', '1s', '--json'])
    const page = JSON.parse(stdout) as Fields
    expect(stops[0]?.page).toMatchObject({ line: page['line'], open_orders: page['open_orders'] })
  })
})

describe('the integrity that a report tells of', () => {
  const cut = (bytes: Buffer): string => {
    const path = join(dir, 'other.jsonl')
    writeFileSync(path, bytes)
    return path
  }

  it('is whole, with the digest that verify says', async () => {
    const { integrity } = await reportOf(journal)
    const { stdout } = await runCli(['verify', journal])
    expect(integrity).toMatchObject({ verdict: 'whole', says: null, closeReason: 'END_OF_INPUT' })
    expect(stdout).toContain(integrity.digest)
    expect(integrity.statesChecked).toBeGreaterThan(0)
  })

  it('is cut short without a close, and where the last line is not whole', async () => {
    const bytes = readFileSync(journal)
    const close = bytes.lastIndexOf(10, bytes.length - 2) + 1
    const { integrity } = await reportOf(cut(bytes.subarray(0, close)))
    expect(integrity).toMatchObject({ verdict: 'cut short', digest: '' })
    const torn = await reportOf(cut(bytes.subarray(0, close + 30)))
    expect(torn.integrity.verdict).toBe('cut short')
    expect(torn.integrity.says).toContain('30 bytes')
  })

  it('is damaged from a line on, and what came before is shown', async () => {
    const bytes = readFileSync(journal)
    const at = bytes.length / 2
    bytes.writeUInt8(bytes.readUInt8(Math.floor(at)) ^ 1, Math.floor(at))
    const { integrity, summary } = await reportOf(cut(bytes))
    expect(integrity.verdict).toBe('damaged')
    expect(integrity.says).toMatch(/^line \d+: /)
    expect(summary.placed).toBeGreaterThan(0)
  })
})
