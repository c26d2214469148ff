import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { GeneratedPlan } from '@shadowtape/adapters'
import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { runCli } from './run-cli'
import { tempFolder } from './temp-folder'

const folder = tempFolder()

type Line = Readonly<Record<string, unknown>>

const market: GeneratedPlan = { ...generatedPlan, calmUs: 6_000_000, toxicUs: 14_000_000 }

type Quality = {
  readonly fills: number
  readonly horizons: ReadonlyArray<Line>
  readonly quote_age: Line
}
type QualityReport = {
  readonly quality: { readonly total: Quality; readonly symbols: Readonly<Record<string, Quality>> }
  readonly markouts_total: ReadonlyArray<Line>
}

/** A made-up market in which informed traders come in after six seconds, as a capture. */
const generated = async (): Promise<string> => {
  const path = join(folder(), 'made.capture.gz')
  await writeGeneratedCapture(market, path, 'replace')()
  return path
}

const run = (...args: ReadonlyArray<string>) => runCli(['run', ...args], { cwd: folder() })
const linesIn = (journal: string, type: string): ReadonlyArray<Line> =>
  runCli(['cat', journal, '--json', '--type', type], { cwd: folder() })
    .stdout.split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

const quick = ['--latency-ms', '20', '--fill-rate', '1', '--maker-fee', '0', '--markouts', '50']
const fading = ['--edge', 'markout', '--edge-mean', 'ewma', '--edge-half-life', '4']
const judged = ['--edge-horizon-ms', '50', '--edge-min-fills', '8', '--edge-threshold', '0.5']

describe('shadowtape run on the edge of its own fills', () => {
  it.each([
    ['both', 'BTCUSDT', ', of each symbol and of all together', ['BTCUSDT', 'ETHUSDT', null]],
    ['total', 'all', ', of all symbols together', [null]],
  ] as const)('freezes on a fading mean, scope %s, and replays', async (scope, by, says, whose) => {
    const file = await generated()
    const edge = [...quick, ...fading, ...judged, '--edge-scope', scope]
    const ran = run('--capture', file, ...edge, '--journal', 'e.jsonl', '--json')
    expect(ran.code).toBe(0)
    expect(ran.stderr).toMatch(/^System FROZEN: edge=-?\d+\.\d\d < threshold=0\.50 bps /)
    expect(ran.stderr).toContain(` bps (${by})\n`)
    const frozen = linesIn('e.jsonl', 'TradingFrozen')[0] as Line
    const edges = linesIn('e.jsonl', 'EdgeUpdated')
    const culprit = edges.find(({ seq }) => seq === frozen['cause']) as Line
    expect(culprit).toMatchObject({ source: 'markout', mean: 'ewma', symbol: frozen['symbol'] })

    // the mean anew, by floats, from the markouts that the journal shows
    const behind = linesIn('e.jsonl', 'MarkoutMeasured')
      .filter(({ seq }) => Number(seq) < Number(culprit['seq']))
      .filter(({ symbol }) => culprit['symbol'] === null || symbol === culprit['symbol'])
      .filter(({ markoutBps }) => markoutBps !== null)
    const weights = behind.map((_, i) => 2 ** (-(behind.length - 1 - i) / 4))
    const sum = behind.reduce(
      (all, { markoutBps }, i) => all + Number(markoutBps) * (weights[i] ?? 0),
      0,
    )
    const mean = sum / weights.reduce((all, weight) => all + weight, 0)
    expect(Number(frozen['observed'])).toBeCloseTo(mean, 5)
    expect(frozen).toMatchObject({ windowLines: behind.length, fromSeq: behind[0]?.['cause'] })
    const symbols = new Set(edges.map(({ symbol }) => symbol as string | null))
    expect(symbols).toStrictEqual(new Set(whose))

    const replay = runCli(['replay', 'e.jsonl', '--out', 'again.jsonl'], { cwd: folder() })
    expect(replay.code).toBe(0)
    const bytes = ['e.jsonl', 'again.jsonl'].map((name) => readFileSync(join(folder(), name)))
    expect(bytes[1]?.equals(bytes[0] as Buffer)).toBe(true)
    const info = runCli(['info', 'e.jsonl'], { cwd: folder() }).stdout
    const judging = 'the mean of all fills from 8 on, half-life 4 fills, 50000 us after each'
    expect(info).toContain(`${judging}${says}\n`)
    const shown = runCli(['cat', 'e.jsonl', '--type', 'EdgeUpdated'], { cwd: folder() }).stdout
    expect(shown).toMatch(/all symbols -?\d+\.\d{6} bps, markout ewma over \d+ fills from line /)
  })

  it('freezes on an edge of all symbols that a file says', async () => {
    const file = await generated()
    const at = market.start + 1_000_000
    writeFileSync(join(folder(), 'edge'), `{"at":${String(at)},"symbol":null,"edgeBps":"1.2"}\n`)
    const ran = run('--capture', file, '--edge', 'external', '--edge-file', 'edge')
    expect(ran.stderr).toBe('System FROZEN: edge=1.20 < threshold=1.50 bps (all)\n')
    expect(ran.stdout).toMatch(/^risk +FROZEN: Edge degradation: 1.20 BPS < 1.50 BPS \(all, line /m)
    writeFileSync(join(folder(), 'edge'), `{"at":${String(at)},"symbol":"btc","edgeBps":"1.2"}\n`)
    expect(run('--capture', file, '--edge', 'external', '--edge-file', 'edge')).toMatchObject({
      code: 1,
      stderr: 'Error: edge:1: symbol is not a Bybit symbol, nor null\n',
    })
  })

  it('reports how well the fills went, of each symbol and of all', async () => {
    const file = await generated()
    const args = ['--latency-ms', '20', '--fill-rate', '1', '--markouts', '50,200']
    const ran = run('--capture', file, ...args, '--json', '--journal', 'q.jsonl')
    const report = JSON.parse(ran.stdout) as QualityReport
    const fills = linesIn('q.jsonl', 'OrderFilled')
    const { total, symbols } = report.quality
    expect(Object.keys(symbols)).toStrictEqual(['BTCUSDT', 'ETHUSDT'])
    expect(total.fills).toBe(fills.length)
    for (const [symbol, own] of Object.entries(symbols)) {
      expect(own.fills).toBe(fills.filter((fill) => fill['symbol'] === symbol).length)
      expect(own.horizons.map((look) => look['horizon_us'])).toStrictEqual([0, 50_000, 200_000])
    }
    for (const { horizons } of [total, ...Object.values(symbols)])
      for (const look of horizons) {
        const bps = (name: string): number => Number(look[`${name}_bps`])
        const left = bps('spread') - bps('adverse') - bps('fee')
        expect(Math.abs(bps('markout') - left)).toBeLessThanOrEqual(3e-6)
      }
    expect(total.horizons[1]?.['markout_bps']).toBe(report.markouts_total[0]?.['mean_bps'])
    expect(total.quote_age).toMatchObject({ mean_us: 20_000, max_us: 20_000 })
    const text = run('--capture', file, ...args).stdout
    expect(text).toMatch(/^markouts +all symbols, net of fees · 50 ms -?\d+\.\d\d bps over /m)
    expect(text).toMatch(
      /^quality +all symbols · spread captured -?\d+\.\d\d bps · fees 2\.00 bps · adverse selec/m,
    )
  })

  it('takes the mean, its half-life and its scope from a file as well', async () => {
    const file = await generated()
    const config = join(folder(), 'edge.yaml')
    const lines = ['edgeMean: ewma', 'edgeHalfLife: 7', 'edgeScope: total', 'edge: markout']
    writeFileSync(config, `capture: ${file}\n${lines.join('\n')}\n`)
    expect(run('--config', config, '--journal', 'c.jsonl').code).toBe(0)
    const header = { edgeMean: 'ewma', edgeHalfLifeFills: 7, edgeScope: 'total', edgeFillsMax: 0 }
    expect(linesIn('c.jsonl', 'SessionOpened')[0]).toMatchObject(header)
    writeFileSync(config, `capture: ${file}\nedgeMean: mode\n`)
    expect(run('--config', config)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('edgeMean is "mode", not one of window, ewma') as string,
    })
  })

  it('says nothing of means and scopes where nobody asked: as it has been', async () => {
    const file = await generated()
    expect(run('--capture', file, '--edge', 'markout', '--journal', 'd.jsonl').code).toBe(0)
    expect(linesIn('d.jsonl', 'SessionOpened')[0]).toMatchObject({
      edgeMean: 'window',
      edgeHalfLifeFills: 0,
      edgeScope: 'symbol',
      edgeFillsMin: 10,
      edgeFillsMax: 50,
    })
    const edges = linesIn('d.jsonl', 'EdgeUpdated')
    expect(edges.filter(({ symbol }) => symbol === null)).toStrictEqual([])
  })
})
