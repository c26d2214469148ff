import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { messageName } from '@shadowtape/core'
import { demoJournal, fillingFlags, linesOf, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const path = join(dir, 'queued.jsonl')

type Line = Readonly<Record<string, unknown>>
let bytes: Buffer
let lines: ReadonlyArray<Line>

beforeAll(async () => {
  const capture = join(dir, 'made.capture.gz')
  const market = { ...generatedPlan, calmUs: 3_000_000, toxicUs: 3_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  const settings = [
    ...['--fill-model', 'queue', '--entry-latency', '5', '--response-latency', '3'],
    ...['--markouts', '50,400', '--snapshots', '--snapshot-lines', '200'],
  ]
  const ran = await runCli(['run', '--capture', capture, ...settings, '--journal', path])
  expect(ran.code).toBe(0)
  bytes = readFileSync(path)
  lines = linesOf(bytes).map((line) => JSON.parse(line) as Line)
})

type Life = {
  readonly end: string
  readonly folded: boolean
  readonly ways_us: Readonly<Record<string, number | null>>
  readonly life: ReadonlyArray<{
    readonly line: Line
    readonly bid: string | null
    readonly ask: string | null
    readonly ahead: string | null
  }>
}

const lifeOf = async (journal: string, orderId: string): Promise<Life> => {
  const { code, stdout } = await runCli(['order', journal, orderId, '--json'])
  expect(code).toBe(0)
  return JSON.parse(stdout) as Life
}

/** Whether a line is of a type, whichever version of it. */
const isOf = (line: Line, type: string): boolean => messageName(String(line['type'])) === type

const ordersOf = (type: string): ReadonlyArray<string> => [
  ...new Set(lines.filter((line) => isOf(line, type)).map(({ orderId }) => String(orderId))),
]

/** All that is said of an order, looked for in the simplest way. */
const linesOfOrder = (orderId: string): ReadonlyArray<Line> => {
  const own = lines.filter((line) => line['orderId'] === orderId)
  const ids = own.map(({ seq }) => seq)
  const later = lines.filter(
    ({ type, cause }) => /^(Delivered|MarkoutMeasured)$/.test(String(type)) && ids.includes(cause),
  )
  const asked = lines.filter(({ seq }) => seq === own[0]?.['cause'])
  return [...asked, ...own, ...later].sort((a, b) => Number(a['seq']) - Number(b['seq']))
}

describe('shadowtape order', () => {
  it('tells every line of an order, with the touch and the queue as state knew them', async () => {
    const some = [...ordersOf('OrderFilled').slice(0, 4), ...ordersOf('OrderCanceled').slice(0, 4)]
    expect(some.length).toBe(8)
    const queued = new Set<string>()
    for (const orderId of some) {
      const { life, folded } = await lifeOf(path, orderId)
      expect(folded).toBe(true)
      expect(life.map(({ line }) => line)).toStrictEqual(linesOfOrder(orderId))
      for (const { line, bid, ask, ahead } of life.slice(0, 5)) {
        const { stdout } = await runCli(['state', path, '--seq', String(line['seq'])])
        const symbol = String(life[1]?.line['symbol'])
        expect(stdout).toContain(`market    ${symbol} bid ${String(bid)}`)
        expect(stdout).toContain(`, ask ${String(ask)}`)
        if (ahead !== null) queued.add(`${String(line['type'])} ${ahead}`)
      }
      const after = life.findIndex(({ line }) => line['type'] === 'OrderAccepted')
      expect(life.slice(0, after).map(({ ahead }) => ahead)).toStrictEqual(Array(after).fill(null))
    }
    expect(queued.size).toBeGreaterThan(1)
  })

  it('says how long its ways took, and how it ended', async () => {
    const [filled = ''] = ordersOf('OrderFilled')
    const one = await lifeOf(path, filled)
    const at = (type: string): number =>
      Number(linesOfOrder(filled).find((line) => line['type'] === type)?.['at'])
    expect(one.ways_us).toMatchObject({
      answered: at('OrderAccepted') - at('OrderPlaced'),
      heard: at('Delivered') - at('OrderAccepted'),
    })
    expect([one.ways_us['answered'], one.ways_us['heard']]).toStrictEqual([5_000, 3_000])
    const ends = new Map<string, number>()
    for (const orderId of ordersOf('OrderPlaced')) {
      const own = linesOfOrder(orderId)
      const said = (type: string) => own.findLast((line) => isOf(line, type))
      const isFilled = said('OrderFilled')?.['leavesQty'] === '0.000'
      const end = isFilled ? 'filled' : said('OrderCanceled') !== undefined ? 'canceled' : 'open'
      expect([orderId, (await lifeOf(path, orderId)).end]).toStrictEqual([orderId, end])
      ends.set(end, (ends.get(end) ?? 0) + 1)
    }
    expect([...ends.keys()].sort()).toStrictEqual(['canceled', 'filled', 'open'])
  })

  it('prints a row a line, within the width', async () => {
    const [filled = ''] = ordersOf('OrderFilled')
    const { stdout, stderr, code } = await runCli(['order', path, filled], { columns: 110 })
    expect([code, stderr]).toStrictEqual([0, ''])
    const rows = stdout.split('\n')
    expect(rows[0]).toMatch(new RegExp(`^${filled} of .*, placed 20[-0-9T:.]+ UTC$`))
    expect(rows[2]).toMatch(
      /^ {2}(filled|canceled), answered by the venue after 5 ms, which we heard after 3 ms/,
    )
    const life = rows.slice(5, -3)
    expect(life).toHaveLength(linesOfOrder(filled).length)
    for (const row of life) expect(row.length).toBeLessThanOrEqual(110)
    expect(life.some((row) => row.includes('Delivered  we hear of line '))).toBe(true)
  })

  it('tells an order without its strategy, and says what is missing', async () => {
    const { path: demo } = await demoJournal(dir, 'demo.jsonl', fillingFlags)
    const other = resealed(readFileSync(demo), changing(1, 'strategy', './gone.ts'))
    const journal = written(dir, 'gone.jsonl', other)
    const { stdout, code } = await runCli(['order', journal, 'o-1'])
    expect(code).toBe(0)
    expect(stdout).toContain('no touch and no queue below')
    expect(stdout).toContain('OrderAccepted')
    expect((await lifeOf(journal, 'o-1')).folded).toBe(false)
    expect((await lifeOf(demo, 'o-1')).folded).toBe(true)
  })

  it('refuses an order that is not there, and says when lines cannot be read', async () => {
    const none = await runCli(['order', path, 'o-99999'])
    expect([none.code, none.stdout, none.stderr]).toStrictEqual([
      2,
      '',
      `${path} has no order o-99999.\n`,
    ])
    // not a part of another's id, and no text that mentions it
    const part = await runCli(['order', path, 'o-'])
    expect(part.code).toBe(2)
    const hurt = linesOf(bytes).map((line, i) =>
      i === 500 ? line.replace('"at":', '"at":1') : line,
    )
    const damaged = await runCli(['order', written(dir, 'hurt.jsonl', hurt.join('')), 'o-1'])
    expect([damaged.code, damaged.stderr]).toStrictEqual([
      1,
      expect.stringContaining('1 line behind it cannot be read'),
    ])
    expect(damaged.stdout).toContain('OrderPlaced')
    const lost = await runCli(['order', join(dir, 'none.jsonl'), 'o-1'])
    expect([lost.code, lost.stdout]).toStrictEqual([1, ''])
  })
})
