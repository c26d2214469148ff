import { messageName } from '@shadowtape/core'

import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, freezingFlags, linesOf, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

type Fields = Readonly<Record<string, unknown>>

const dir = tempDir()
let filling: DemoJournal
let freezing: DemoJournal

beforeAll(async () => {
  filling = await demoJournal(dir, 'filling.jsonl', fillingFlags)
  freezing = await demoJournal(dir, 'freezing.jsonl', freezingFlags)
})

const fieldsOf = ({ bytes }: DemoJournal): ReadonlyArray<Fields> =>
  linesOf(bytes).map((line) => JSON.parse(line) as Fields)

const infoOfBytes = (bytes: Uint8Array | string, ...flags: ReadonlyArray<string>) =>
  runCli(['info', written(dir, 'case.jsonl', bytes), ...flags])

describe('info', () => {
  it('names every setting of the session that decides something', async () => {
    const { code, stdout, stderr } = await runCli(['info', filling.path])
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    for (const said of [
      'filling.jsonl: complete and sound, 249 lines, 65,062 bytes',
      '2025-10-27T20:36:17.000000 to 2025-10-27T20:36:28.000000 UTC, 11.000000 s',
      'two-sided {"baseQty":"0.01","spreadBps":"5"}',
      'fake, fills scheduled, latency 100 ms',
      'fill rate 0.700000, reject 0.050000, partial 0.100000',
      'maker 0.00020000, taker 0.00055000',
      '10000.000000 USD per symbol',
      '50000.000000 USD',
      '1.500000 bps, edge from demo',
      'as the source says',
      'rules            none\n',
      'fills measured   no\n',
      '42, murmur3-keyed/1',
      'market,edge,clock,operator',
      'behaviors        1\n',
      'snapshot every   100000 lines, and at freezes and the close\n',
      'state in seals   after 16384 lines\n',
      'fsync            every 1000 ms, and at barriers\n',
      'BTCUSDT linear, tick 0.01, lot 0.001, qty 0.001 to 1000000.000, at least 5.000000 USD',
    ])
      expect(stdout).toContain(said)
  })

  it('counts the lines of each type', async () => {
    const { stdout } = await runCli(['info', filling.path, '--json'])
    const counts: Record<string, number> = {}
    for (const { type: written } of fieldsOf(filling)) {
      const type = messageName(String(written))
      counts[type] = (counts[type] ?? 0) + 1
    }
    expect((JSON.parse(stdout) as Fields)['counts']).toStrictEqual(counts)
  })

  it('tells each freeze with its place, its time and its reason', async () => {
    const frozen = fieldsOf(freezing).find(({ type }) => type === 'TradingFrozen') as Fields
    const { stdout } = await runCli(['info', freezing.path])
    expect(stdout).toContain(
      `seq ${String(frozen['seq'])}, 2025-10-27T20:36:23.000000: all EDGE_DEGRADATION ` +
        'BTCUSDT 7.600000 < 8.000000 bps, rule edge-threshold, ' +
        `on 1 line ${String(frozen['fromSeq'])}, open orders ${String(frozen['openOrders'])}`,
    )
    expect((await runCli(['info', filling.path])).stdout).toContain('Freezes\n  none\n')
  })

  it('gives seals and digests as the journal closes with them', async () => {
    const { digest, stateDigest } = fieldsOf(freezing).at(-1) as Fields
    const { stdout } = await runCli(['info', freezing.path])
    expect(stdout).toContain(`head       ${String(digest)}`)
    expect(stdout).toContain(`state      ${String(stateDigest)}`)
    const json = await runCli(['info', freezing.path, '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ verdict: 'sound', seals: 2, head: digest, state: stateDigest },
      header: fieldsOf(freezing)[0],
      freezes: [{ type: 'TradingFrozen' }],
    })
  })

  it('prints what there is of a journal that was cut short, and says so', async () => {
    const { code, stdout, stderr } = await infoOfBytes(
      linesOf(freezing.bytes).slice(0, 100).join(''),
    )
    expect(code).toBe(1)
    expect(stdout).toContain('case.jsonl: cut short; what follows is of the sound lines, 100 lines')
    expect(stdout).toContain('head       none: it is not closed')
    expect(stderr).toContain('was cut short: it ends at seq 100 without SessionClosed')
  })

  it('prints what stands before the damage, and says where that is', async () => {
    const lines = [...linesOf(filling.bytes)]
    lines[99] = (lines[99] ?? '').replace('"at":', '"at":1')
    const { code, stdout, stderr } = await infoOfBytes(lines.join(''), '--json')
    expect({ code, stderr }).toStrictEqual({ code: 1, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'damaged',
      line: 100,
      field: 'crc',
      lines: 99,
    })
  })

  it('refuses a newer format, and what is no journal', async () => {
    const newer = await infoOfBytes(resealed(filling.bytes, changing(1, 'formatVersion', 7)))
    expect(newer).toMatchObject({ code: 5, stdout: '' })
    const other = await infoOfBytes('hello\n')
    expect(other).toMatchObject({ code: 1, stdout: '' })
    expect(other.stderr).toContain('is not a journal: its first line is not SessionOpened.')
    expect((await runCli(['info', `${dir}/none.jsonl`])).code).toBe(1)
    expect((await runCli(['info'])).code).toBe(2)
  })
})
