import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { typeOf } from '../../src/journals/line-text'
import { finished } from '../../src/steps/ongoing'
import { newLaneGathering, wholeLanes } from '../../src/viewer/lane-gathering'
import type { Lanes } from '../../src/viewer/view-data'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'
import { heardJournal } from './heard-session'
import type { Fields } from './walked-journal'
import { fieldsIn, recordBusy, walkedJournal } from './walked-journal'

const dir = tempDir()
let path = ''
let delayed = ''

beforeAll(async () => {
  path = await recordBusy(dir, 'at-once')
  const ways = ['--feed-latency', '2', '--entry-latency', '5', '--response-latency', '3']
  delayed = await recordBusy(dir, 'delayed', ...ways, '--reject-rate', '0.2', '--max-inv', '1200')
})

const walkedLanes = async (file: string): Promise<Lanes> => {
  const { walk } = await walkedJournal(file)
  finished(walk.work())
  return walk.lanes()
}

const gatheredUpTo = async (file: string, seq: number): Promise<Lanes> => {
  const { startAt, until } = await heardJournal(file)
  const gathering = newLaneGathering(startAt, wholeLanes)
  return gathering.lanes(until(seq, gathering.hear))
}

const ofTypes = (file: string, ...types: ReadonlyArray<string>): ReadonlyArray<Fields> =>
  fieldsIn(file).filter((line) => types.includes(typeOf(line)))

const sum = (series: ReadonlyArray<number | null>): number =>
  series.reduce<number>((total, n) => total + (n ?? 0), 0)

describe.each([
  ['everything is at once', () => path],
  ['everything takes its time', () => delayed],
])('the lanes of a session where %s', (_, file) => {
  it('have at an instant what `state` says at its last line', async () => {
    const lanes = await walkedLanes(file())
    const all = fieldsIn(file())
    for (let i = 7; i < lanes.times.length; i += Math.ceil(lanes.times.length / 8)) {
      const seq = all.findLastIndex(({ at }) => Number(at) <= (lanes.times[i] ?? 0)) + 1
      expect(all[seq - 1]?.['at']).toBe(lanes.times[i])
      const said = await runCli(['state', file(), '--seq', String(seq), '--json'])
      const { report } = JSON.parse(said.stdout) as { report: Readonly<Record<string, Fields>> }
      expect(lanes.money.openOrders[i]).toBe(report['open_orders'])
      const held = Object.entries(report['positions'] ?? {}) as ReadonlyArray<[string, Fields]>
      const usd = (name: string): number =>
        held.reduce((total, [, one]) => total + Number(one[name]), 0)
      expect(lanes.money.realized[i]).toBeCloseTo(usd('realized_usd'), 9)
      expect(lanes.money.unrealized[i]).toBeCloseTo(usd('unrealized_usd'), 9)
      expect(lanes.money.fees[i]).toBeCloseTo(usd('fees_usd'), 9)
      expect(held.map(([symbol]) => symbol)).toStrictEqual(lanes.symbols.map((one) => one.symbol))
      for (const [symbol, { qty, worth_usd: worth }] of held) {
        const series = lanes.symbols.find((one) => one.symbol === symbol)
        expect(series?.held[i]).toBe(Number(qty))
        expect(series?.heldUsd[i]).toBe(Number(worth))
      }
    }
  })

  it('count what the lines say', async () => {
    const lanes = await walkedLanes(file())
    const { tempo } = lanes
    expect(sum(tempo.trades)).toBe(ofTypes(file(), 'TradePrinted').length)
    expect(sum(tempo.placed)).toBe(ofTypes(file(), 'OrderPlaced').length)
    expect(sum(tempo.canceled)).toBe(ofTypes(file(), 'OrderCanceled').length)
    expect(lanes.ordersCount).toBe(sum(tempo.placed))
    const fills = ofTypes(file(), 'OrderFilled')
    expect(lanes.fills.map(({ seq, qty, fee }) => [seq, qty, fee])).toStrictEqual(
      fills.map(({ seq, qty, fee }) => [seq, qty, fee]),
    )
    expect([lanes.fillsCount, sum(tempo.fills)]).toStrictEqual([fills.length, fills.length])
    const noes = ofTypes(file(), 'OrderDenied', 'OrderRejected', 'CancelRejected', 'AmendRejected')
    expect(lanes.denials.map(({ seq, type }) => [seq, type])).toStrictEqual(
      noes.map((line) => [line['seq'], typeOf(line)]),
    )
    expect([lanes.denialsCount, sum(tempo.denied)]).toStrictEqual([noes.length, noes.length])
    expect(lanes.seq).toBe(fieldsIn(file()).length)
  })

  it('say no as `cat` does', async () => {
    const { denials } = await walkedLanes(file())
    const { stdout } = await runCli(['cat', file(), '--type', 'OrderDenied,OrderRejected'])
    for (const { says, type } of denials)
      if (type === 'OrderDenied' || type === 'OrderRejected') expect(stdout).toContain(says)
  })

  it('tell every stop with its thaw', async () => {
    const { stops, stopsCount } = await walkedLanes(file())
    const [frozen, thawed] = [ofTypes(file(), 'TradingFrozen'), ofTypes(file(), 'TradingThawed')]
    expect(stops).toMatchObject(
      frozen.map(({ seq, at }, i) => ({
        ...{ seq, at, kind: 'freeze', of: null, thawAt: thawed[i]?.['at'] ?? null },
        says: expect.stringMatching(/^Fill rate: \d+ fills in 1s > 6$/) as unknown,
      })),
    )
    expect(stopsCount).toBe(frozen.length)
    expect(frozen.length).toBeGreaterThan(1)
  })

  it('are those of the file, however small the steps they were gathered in', async () => {
    const lanes = await walkedLanes(file())
    expect(lanes).toStrictEqual(await gatheredUpTo(file(), lanes.seq))
  })
})

describe('a walk through a journal', () => {
  it('goes on where it grew, from what was torn on, and comes to the same', async () => {
    const bytes = readFileSync(path)
    const growing = join(dir, 'growing.jsonl')
    const cuts = [0.01, 0.3, 0.301, 0.8, 1].map((share) => Math.ceil(bytes.length * share))
    const header = bytes.indexOf(10) + 1
    writeFileSync(growing, bytes.subarray(0, header))
    const whole = (): number => readFileSync(growing).reduce((n, b) => n + (b === 10 ? 1 : 0), 0)
    const { walk } = await walkedJournal(growing, whole)
    for (const [i, cut] of cuts.entries()) {
      appendFileSync(growing, bytes.subarray(cuts[i - 1] ?? header, cut))
      expect(walk.gathered().isDone).toBe(false)
      finished(walk.work())
      expect(walk.gathered()).toStrictEqual({ seq: whole(), isDone: true })
      expect(walk.lanes()).toStrictEqual(await gatheredUpTo(path, whole()))
    }
    expect(walk.lanes()).toStrictEqual(await walkedLanes(path))
  })

  it('can be left in the midst, shows how far it is, and goes on from there', async () => {
    const { walk } = await walkedJournal(path)
    const begun = walk.work()
    for (let i = 0; i < 5; i++) begun.next()
    begun.return(undefined)
    const { seq, isDone } = walk.gathered()
    expect([seq > 100, seq < fieldsIn(path).length, isDone]).toStrictEqual([true, true, false])
    expect(walk.lanes()).toStrictEqual(await gatheredUpTo(path, seq))
    finished(walk.work())
    expect(walk.lanes()).toStrictEqual(await walkedLanes(path))
  })

  it('stops at damage, with what came before', async () => {
    const bytes = readFileSync(path)
    const middle = bytes.length >> 1
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
    const damaged = join(dir, 'damaged.jsonl')
    writeFileSync(damaged, bytes)
    const line = bytes.subarray(0, middle).reduce((n, b) => n + (b === 10 ? 1 : 0), 1)
    const { walk } = await walkedJournal(damaged, () => fieldsIn(path).length)
    finished(walk.work())
    expect(walk.gathered()).toStrictEqual({ seq: line - 1, isDone: true })
    expect(walk.lanes()).toStrictEqual(await gatheredUpTo(path, line - 1))
  })

  it('has nothing of a line that contradicts itself', async () => {
    const fill = ofTypes(path, 'OrderFilled')[3] ?? {}
    const forged = join(dir, 'forged.jsonl')
    const line = Number(fill['seq'])
    writeFileSync(forged, resealed(readFileSync(path), changing(line, 'leavesQty', '77.000')))
    const { walk } = await walkedJournal(forged)
    finished(walk.work())
    expect(walk.gathered()).toStrictEqual({ seq: line - 1, isDone: true })
    expect(walk.lanes()).toStrictEqual(await gatheredUpTo(forged, line - 1))
    expect(walk.lanes().fills).toHaveLength(3)
  })

  it('makes places near for another cursor', async () => {
    const { walk, cursor, checkpoints } = await walkedJournal(path)
    expect(cursor.start(1_500)).toBe(0)
    finished(walk.work())
    expect(checkpoints.held().count).toBeGreaterThan(1)
    expect(cursor.start(1_500)).toBeGreaterThan(0)
  })
})
