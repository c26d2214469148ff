import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

import { runCli } from './run-cli'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const start = 1_700_000_000_000

const book = (u: number, type: string, bid: string, ask: string, symbol = 'BTCUSDT'): string => {
  const data = { s: symbol, b: [[bid, '1.000']], a: [[ask, '1.000']], u, seq: u }
  const json = { topic: `orderbook.50.${symbol}`, type, ts: start + u, data, cts: start + u }
  return `${String(start + u * 50)}000000 ${JSON.stringify(json)}`
}
const good = [
  book(1, 'snapshot', '61000.00', '61000.10'),
  ...Array.from({ length: 60 }, (_, i) => {
    const old = (61_000 - i * 0.1).toFixed(2)
    const json = {
      topic: 'orderbook.50.BTCUSDT',
      type: 'delta',
      ts: start,
      data: {
        s: 'BTCUSDT',
        b: [
          [old, '0'],
          [(61_000 - (i + 1) * 0.1).toFixed(2), '1.000'],
        ],
        a: [],
        u: i + 2,
        seq: i + 2,
      },
      cts: start,
    }
    return `${String(start + (i + 2) * 50)}000000 ${JSON.stringify(json)}`
  }),
]
const capture = (lines: ReadonlyArray<string>, name = 'a.capture'): string => {
  const path = join(folder(), name)
  const text = Buffer.from(`${lines.join('\n')}\n`)
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}
const run = (...args: ReadonlyArray<string>) => runCli(['run', ...args], { cwd: folder() })

describe('shadowtape run', () => {
  it('writes a journal that replays byte for byte, and reports', () => {
    const ran = run('--capture', capture(good, 'a.capture.gz'), '--journal', 'a.jsonl', '--json')
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(ran.stdout)).toMatchObject({
      capture: { lines: 61, messages: { 'orderbook.50': 61 }, problems: {} },
      journal: { path: 'a.jsonl' },
      strategy: 'market-maker',
    })
    const replay = runCli(['replay', 'a.jsonl', '--out', 'b.jsonl'], { cwd: folder() })
    expect(replay.code).toBe(0)
    expect(readFileSync(join(folder(), 'b.jsonl'))).toEqual(readFileSync(join(folder(), 'a.jsonl')))
  })

  it('runs the market maker with all it can do, and replays that byte for byte', () => {
    const params = [
      ...['fair=microprice', 'volFactor=1', 'volHalfLifeMs=500', 'imbalanceBps=1', 'minLifeMs=100'],
      ...['imbalanceLevels=5', 'layers=3', 'layerStepBps=0.5', 'layerGrowth=1.5'],
    ].flatMap((param) => ['--param', param])
    const file = capture(good)
    const ran = run('--capture', file, ...params, '--journal', 'a.jsonl')
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    const journal = readFileSync(join(folder(), 'a.jsonl'), 'utf8')
    expect(journal).toMatch(/"type":"OrderFilled","fillId":"f-1"/)
    expect(journal).toMatch(/"orderLinkId":"mm-\d+-3"/)
    expect(runCli(['replay', 'a.jsonl'], { cwd: folder() }).code).toBe(0)
    const bad = run('--capture', file, '--param', 'fair=last')
    expect(bad).toMatchObject({ code: 2, stdout: '' })
    expect(bad.stderr).toContain('fair must be one of mid, microprice')
  })

  it('leaves a bad line out, names it and ends with 3; --strict stops at it with 1', () => {
    const file = capture([...good.slice(0, 5), 'nonsense', ...good.slice(5)])
    const lenient = run('--capture', file)
    expect(lenient.code).toBe(3)
    expect(lenient.stderr).toContain(`${file}:6: `)
    const strict = run('--capture', file, '--strict', '--journal', 's.jsonl')
    expect(strict.code).toBe(1)
    expect(strict.stderr).toContain(`${file}:6: `)
    expect(runCli(['verify', 's.jsonl'], { cwd: folder() }).stderr).toContain('cut short')
  })

  it('refuses inverse contracts in words, before it writes anything', () => {
    const file = capture([book(1, 'snapshot', '61000.00', '61000.50', 'BTCUSD')])
    const ran = run('--capture', file, '--journal', 'i.jsonl')
    expect(ran.code).toBe(5)
    expect(ran.stderr).toContain('inverse')
    expect(existsSync(join(folder(), 'i.jsonl'))).toBe(false)
  })

  it('keeps what came before a gzip that ends early, without a close', () => {
    const file = capture(good, 'c.capture.gz')
    writeFileSync(file, readFileSync(file).subarray(0, -20))
    const ran = run('--capture', file)
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('cut short or damaged after line')
  })

  it('names a file that is missing, empty, or not a capture', () => {
    expect(run('--capture', 'nope')).toMatchObject({
      code: 1,
      stderr: 'Error: nope: there is no such file\n',
    })
    writeFileSync(join(folder(), 'empty'), '')
    expect(run('--capture', 'empty').stderr).toBe('Error: empty: the file is empty\n')
    expect(run().stderr).toContain('--capture FILE is required')
  })

  it('does not touch a journal that exists, unless forced', () => {
    writeFileSync(join(folder(), 'a.jsonl'), 'mine')
    const file = capture(good)
    expect(run('--capture', file, '--journal', 'a.jsonl').code).toBe(1)
    expect(readFileSync(join(folder(), 'a.jsonl'), 'utf8')).toBe('mine')
    expect(run('--capture', file, '--journal', 'a.jsonl', '--force').code).toBe(0)
  })

  it('begins again at a finer scale when the data turn out finer than they looked', () => {
    const fine = book(2, 'snapshot', '0.12345', '0.12347', 'NEWUSDT')
    const file = capture([book(1, 'snapshot', '0.12', '0.13', 'NEWUSDT'), fine])
    const ran = run('--capture', file, '--journal', 'n.jsonl')
    expect(ran.code).toBe(0)
    expect(readFileSync(join(folder(), 'n.jsonl'), 'utf8')).toContain('"priceScale":5')
  })

  it('freezes on an external edge, and says so', () => {
    const at = (start + 1_000) * 1_000
    writeFileSync(
      join(folder(), 'edge'),
      `${JSON.stringify({ at, symbol: 'BTCUSDT', edgeBps: '1.2' })}\n`,
    )
    const ran = run('--capture', capture(good), '--edge', 'external', '--edge-file', 'edge')
    expect(ran.code).toBe(0)
    expect(ran.stderr).toContain('System FROZEN: edge=1.20 < threshold=1.50')
    expect(ran.stdout).toContain('FROZEN: Edge degradation: 1.20 BPS < 1.50 BPS')
  })

  it('names the line and the field of an edge file that is off', () => {
    writeFileSync(join(folder(), 'edge'), '{"at":1,"symbol":"BTCUSDT","edgeBps":1}\n')
    const ran = run('--capture', capture(good), '--edge', 'external', '--edge-file', 'edge')
    expect(ran.stderr).toContain('edge:1: edgeBps is not a decimal text')
    expect(ran.code).toBe(1)
  })

  it('freezes on the edge of its own fills, and shows on which', () => {
    const quick = ['--latency-ms', '5', '--fill-rate', '1', '--markouts', '100,20']
    const judged = ['--edge-horizon-ms', '20', '--edge-min-fills', '3', '--edge-window', '4']
    const edge = ['--edge', 'markout', '--edge-threshold', '50', ...judged]
    const ran = run('--capture', capture(good), ...quick, ...edge, '--journal', 'm.jsonl', '--json')
    expect(ran.code).toBe(0)
    expect(ran.stderr).toMatch(
      /^System FROZEN: edge=-?\d+\.\d\d < threshold=50\.00 bps \(BTCUSDT\)\n$/,
    )
    const { markouts } = JSON.parse(ran.stdout) as { markouts: Record<string, Array<object>> }
    expect(markouts['BTCUSDT']).toMatchObject([{ horizon_us: 20_000 }, { horizon_us: 100_000 }])
    const typed = ['cat', 'm.jsonl', '--json', '--type']
    const linesOf = (type: string) =>
      runCli([...typed, type], { cwd: folder() })
        .stdout.trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    const [frozen] = linesOf('TradingFrozen')
    const fills = linesOf('OrderFilled')
    expect(frozen).toMatchObject({
      ...{ windowLines: 3, horizonUs: 20_000, fromSeq: fills[0]?.['seq'] },
      windowSeqs: fills
        .slice(0, 3)
        .map(({ seq }) => seq)
        .join(','),
    })
    const three = linesOf('MarkoutMeasured')
      .filter(({ horizonUs }) => horizonUs === 20_000)
      .slice(0, 3)
      .map(({ markoutBps }) => Number(markoutBps))
    const mean = three.reduce((sum, bps) => sum + bps, 0) / 3
    expect(Number(frozen?.['observed'])).toBeCloseTo(mean, 5)
    expect(runCli(['replay', 'm.jsonl'], { cwd: folder() }).code).toBe(0)
    const info = runCli(['info', 'm.jsonl'], { cwd: folder() }).stdout
    expect(info).toContain('the mean of 3 to 4 fills, 20000 us after each\n')
    expect(info).toContain('fills measured   20000, 100000 us after\n')
    const text = run('--capture', capture(good), ...quick, '--markouts', '0.5')
    expect(text.stdout).toMatch(
      /^markouts +BTCUSDT, net of fees · 500 us -?\d+\.\d\d bps over \d+ fills$/m,
    )
  })

  it.each([
    [['--markouts', '100,500'], '--edge-horizon-ms 1000 is not one of --markouts'],
    [['--edge-min-fills', '60'], '--edge-min-fills 60 is more than --edge-window 50'],
    [['--edge-half-life', '5'], '--edge-half-life is for --edge-mean ewma'],
    [['--edge-mean', 'ewma', '--edge-window', '5'], '--edge-window is for --edge-mean window'],
    [['--edge-mean', 'ewma', '--edge-half-life', '1001'], 'It must be 1 to 1000.'],
    [['--edge-mean', 'mode'], 'Allowed choices are window, ewma.'],
    [['--edge-scope', 'mine'], 'Allowed choices are symbol, total, both.'],
    [['--edge', 'none', '--edge-mean', 'ewma'], '--edge-mean is for --edge markout'],
    [['--edge', 'none', '--edge-scope', 'both'], '--edge-scope is for --edge markout'],
    [['--markouts', '0'], 'It must be 0.001 to 1000000000.'],
    [['--markouts', '1,,2'], 'It is not a plain decimal.'],
  ])('does not measure edge by %j', (args, says) => {
    const ran = run('--capture', capture(good), '--edge', 'markout', ...args)
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain(says)
  })

  it('takes its settings from a file, the command line winning, and explains a bad field', () => {
    const file = capture(good)
    const config = join(folder(), 'c.yaml')
    writeFileSync(config, `capture: [${file}]\nstrategy: two-sided\nparam: { baseQty: '0.02' }\n`)
    const ran = run('--config', config, '--strategy', 'idle', '--json')
    expect(ran.stderr).toContain('idle has no parameter baseQty')
    writeFileSync(config, `capture: [${file}]\nmaxInv: 1e3\n`)
    expect(run('--config', config)).toMatchObject({ code: 0 })
  })

  it.each([
    ['fillRate: 1.5', ':2: fillRate is "1.5": It must be 0 to 1.'],
    ['fillRate: 0.30000000000000004', ':2: fillRate is "0.30000000000000004": It has over 6 dec'],
    ['fillRate: .nan', ':2: fillRate is "NaN": It is not a plain decimal.'],
    ['seed: 1.5', ':2: seed is "1.5": It has decimals.'],
    ['fillrate: 1', ':2: fillrate is no setting; there are capture, '],
    ['version: true', ':2: version is no setting; there are capture, '],
    ['edge: mine', ':2: edge is "mine", not one of none, demo, external'],
    ['strict: maybe', ':2: strict is not true or false'],
    ['param: [1]', ':2: param is not a list of parameters by name'],
    ['symbols: BTCUSD', ':2: symbols is "BTCUSD": BTCUSD is an inverse contract; only '],
    ['capture: x', ':2: Map keys must be unique'],
    ['a: b: c', ':2: Nested mappings are not allowed in compact mappings'],
    ['seed: *none', ':2: Unresolved alias'],
    ['[seed]: 7', ': the file is not a list of settings by name'],
  ])('refuses a file of settings with %s, naming line and field', (line, says) => {
    const config = join(folder(), 'bad.yaml')
    writeFileSync(config, `capture: [${capture(good)}]\n${line}\n`)
    const bad = run('--config', config)
    expect(bad).toMatchObject({ code: 2, stdout: '' })
    expect(bad.stderr).toContain(`Error: ${config}${says}`)
  })

  it('reads JSON as well, and a value that is named once and used twice', () => {
    const config = join(folder(), 'c.json')
    const settings = { capture: capture(good), param: { quoteUsd: '300' }, symbols: ['BTCUSDT'] }
    writeFileSync(config, JSON.stringify(settings))
    expect(run('--config', config).code).toBe(0)
    writeFileSync(config, `capture: ${capture(good)}\nmaxInv: &usd 3000\nmaxTotal: *usd\n`)
    expect(run('--config', config).code).toBe(0)
    writeFileSync(config, '- capture\n')
    expect(run('--config', config).stderr).toContain('c.json: the file is not a list of settings')
  })

  it('runs a strategy of your own, and replays it', () => {
    const mine = resolve(__dirname, '..', '..', '..', 'examples', 'join-the-touch.ts')
    const ran = run(
      '--capture',
      capture(good),
      '--strategy',
      mine,
      '--journal',
      'm.jsonl',
      '--json',
    )
    expect(ran.code).toBe(0)
    const { totals } = JSON.parse(ran.stdout) as { totals: { placed: number } }
    expect(totals.placed).toBeGreaterThan(0)
    expect(runCli(['replay', 'm.jsonl'], { cwd: folder() }).code).toBe(0)
  })

  const coarse = (tickSize: string): string =>
    JSON.stringify([
      {
        symbol: 'BTCUSDT',
        priceScale: '2',
        priceFilter: { tickSize },
        lotSizeFilter: { qtyStep: '0.001', minOrderQty: '0.001', maxOrderQty: '10' },
      },
    ])
  const ticksOf = (journal: string): ReadonlyArray<string> => {
    const typed = ['cat', journal, '--type', 'PlaceOrder', '--json']
    const lines = runCli(typed, { cwd: folder() }).stdout.trimEnd().split('\n')
    const prices = lines.map((line) => (JSON.parse(line) as { price: string }).price)
    return [...new Set(prices.map((price) => price.slice(-2)))].sort((a, b) => (a < b ? -1 : 1))
  }

  it('takes ticks and lots from the file it is given, or from one beside the capture', () => {
    const file = capture(good, 'btc.capture')
    const known = run('--capture', file, '--journal', 'known.jsonl')
    expect(known).toMatchObject({ code: 0, stderr: '' })
    expect(ticksOf('known.jsonl').length).toBeGreaterThan(2)
    writeFileSync(join(folder(), 'mine.json'), coarse('2.50'))
    const named = run('--capture', file, '--instruments', 'mine.json', '--journal', 'named.jsonl')
    expect(named).toMatchObject({ code: 0, stderr: '' })
    expect(ticksOf('named.jsonl')).toStrictEqual(['00', '50'])
    const beside = join(folder(), 'btc.instruments.json')
    writeFileSync(beside, coarse('1.00'))
    const found = run('--capture', file, '--journal', 'found.jsonl')
    expect(found).toMatchObject({ code: 0, stderr: `instruments from ${beside}\n` })
    expect(ticksOf('found.jsonl')).toStrictEqual(['00'])
    writeFileSync(beside, coarse('-1'))
    expect(run('--capture', file)).toMatchObject({
      code: 1,
      stderr: `Error: ${beside}: [0].priceFilter.tickSize is "-1", which it cannot be\n`,
    })
  })

  it('keeps what a strategy broke at, and a replay breaks at it again', () => {
    writeFileSync(
      join(folder(), 'breaks.js'),
      `exports.strategy = {
        name: 'breaks',
        initial: () => ({ books: 0 }),
        evolve: (slice, message) => { if (message.type === 'BookUpdated') slice.books += 1 },
        decide: (view) => { if (view.strategy.books === 40) throw new RangeError('forty'); return [] },
      }`,
    )
    const args = ['--capture', capture(good), '--strategy', './breaks.js', '--journal', 'b.jsonl']
    const ran = run(...args)
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toMatch(
      /^Error: \.\/breaks\.js: decide threw RangeError: forty \(at .*breaks\.js:5:\d+\)\n/,
    )
    expect(ran.stderr).toContain('b.jsonl keeps 42 lines, none of them sealed, without a close.\n')
    const replay = runCli(['replay', 'b.jsonl'], { cwd: folder() })
    expect(replay.code).toBe(1)
    expect(replay.stderr).toContain(
      'b.jsonl was cut short: it ends at seq 42 without SessionClosed',
    )
    expect(replay.stderr).toContain('up to seq 42, where the engine stops again: ./breaks.js: ')
  })

  it('refuses a file of edges where edge does not come from one', () => {
    const ran = run('--capture', capture(good), '--edge-file', 'edge')
    expect(ran).toMatchObject({ code: 2, stderr: 'Error: --edge-file is for --edge external\n' })
  })

  it('writes its journal over nothing that it reads, not even by force', () => {
    const file = capture(good)
    const before = readFileSync(file)
    const over = run('--capture', file, '--journal', 'a.capture', '--force')
    expect(over).toMatchObject({
      code: 2,
      stderr: `Error: --journal a.capture is ${file}, which is read; it would be lost\n`,
    })
    expect(readFileSync(file).equals(before)).toBe(true)
    const config = join(folder(), 'c.yaml')
    writeFileSync(config, `capture: ${file}\njournal: c.yaml\nforce: true\n`)
    expect(run('--config', config)).toMatchObject({ code: 2 })
    expect(readFileSync(config, 'utf8')).toContain('force: true')
  })

  it('says which symbols it never saw', () => {
    const ran = run('--capture', capture(good), '--symbols', 'BTCUSDT,ETHUSDT')
    expect(ran).toMatchObject({ code: 3, stderr: 'Not in the capture: ETHUSDT.\n' })
  })
})
