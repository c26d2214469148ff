import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCli } from '../run-cli'
import { tempFolder } from '../temp-folder'
import { until } from '../recordings/recording'
import { accountOf, fillsOf, heldByFills, linesOfJournal, ofType } from './session-lines'
import type { TradingFloor } from './trading-floor'
import { floorKeys, openFloor, startLive } from './trading-floor'

const folder = tempFolder()
let floor: TradingFloor

beforeEach(async () => {
  floor = await openFloor()
})
afterEach(async () => {
  await floor.close()
})

const live = (...more: ReadonlyArray<string>) =>
  startLive(folder(), [
    ...['run', '--live', '--network', '--testnet', '--url', floor.url, '--symbols', 'BTCUSDT'],
    ...['--journal', 'live.jsonl', ...more],
  ])

const ended = async ({ child, ended: end }: ReturnType<typeof live>) => {
  child.kill('SIGINT')
  return end
}

/** Quotes that a venue's limits let through: ten orders a second, and the market is thrice as fast. */
const patient = ['--param', 'minLifeMs=400']

/** The journal is the whole truth: it replays, and says what the venue's account says. */
const truthful = () => {
  const lines = linesOfJournal(folder(), 'live.jsonl')
  const replay = runCli(['replay', 'live.jsonl'], { cwd: folder() })
  expect([replay.code, replay.stdout]).toStrictEqual([
    0,
    expect.stringContaining('replays byte for byte'),
  ])
  expect({ held: heldByFills(lines), open: 0 }).toStrictEqual(accountOf(floor))
  expect(ofType(lines, 'OrderFilled')).toHaveLength(fillsOf(floor))
  return lines
}

describe('shadowtape run --live', () => {
  it('places real orders, takes the venue’s words as inputs, and cancels what rests at its end', async () => {
    const session = live(...patient)
    await until(() => fillsOf(floor) > 8)
    const { code, stdout, stderr } = await ended(session)
    expect([code, stdout]).toStrictEqual([0, expect.stringContaining('fills')])
    const lines = truthful()
    expect(lines[0]).toMatchObject({
      ...{ session: 'live', venue: 'live', fillModel: 'venue', fsync: 'barrier' },
      inputs: 'market,edge,clock,operator,venue',
    })
    for (const type of [
      'RequestAnswered',
      'OrderReported',
      'ExecutionReported',
      'PositionReported',
    ])
      expect(ofType(lines, type).length).toBeGreaterThan(3)
    const text = readFileSync(join(folder(), 'live.jsonl'), 'utf8') + stdout + stderr
    expect(text).not.toContain(floorKeys.secret)
    expect(text).not.toContain(floorKeys.apiKey)
  })

  it('comes to the venue’s truth through lost answers, refusals and a stream that goes wrong', async () => {
    const session = live(...patient)
    await until(() => fillsOf(floor) > 2)
    const { faults } = floor.server
    for (const fault of [
      { at: 'answer', on: '/v5/order/create', deed: 'drop' },
      { at: 'answer', on: '/v5/order/create', deed: 'code', retCode: 10006 },
      { at: 'answer', on: '/v5/order/create', deed: 'code', retCode: 10002 },
      { at: 'answer', on: '/v5/order/create', deed: 'status', status: 502 },
      { at: 'answer', on: '/v5/order/create', deed: 'overtake' },
      { at: 'answer', on: '/v5/order/cancel', deed: 'garbage' },
      { at: 'message', on: 'execution', deed: 'duplicate' },
      { at: 'message', on: 'execution', deed: 'drop' },
      { at: 'message', on: 'order', deed: 'drop' },
      { at: 'message', on: 'order', deed: 'hold', behind: 2 },
      { at: 'message', on: 'execution', deed: 'hold', behind: 2 },
    ] as const) {
      const fills = fillsOf(floor)
      faults.add(fault)
      await until(() => faults.left() === 0)
      await until(() => fillsOf(floor) > fills || !isTrading())
    }
    for (const stream of ['private', 'linear'] as const) {
      await until(isTrading)
      const thaws = ofType(soFar(), 'TradingThawed').length
      floor.server.strike(stream, { deed: 'close', code: 1001 })
      await until(() => ofType(soFar(), 'TradingThawed').length > thaws)
    }
    const fills = fillsOf(floor)
    await until(() => fillsOf(floor) > fills + 3)
    floor.server.release()
    const { code, stderr } = await ended(session)
    expect([0, 3]).toContain(code)
    const lines = truthful()
    expect(ofType(lines, 'RequestRetried').length).toBeGreaterThan(1)
    const frozen = ofType(lines, 'TradingFrozen').map(({ actor }) => actor)
    expect(frozen).toContain('stream')
    expect(stderr).toContain('the private stream was lost')
    expect(stderr).toContain('the public stream was lost')
    expect(stderr).toContain('thawed by stream')
    expect(frozen).not.toContain('venue')
  })
})

describe('shadowtape run --live --obs', () => {
  it('tells of orders, fills, rate limits and streams while it trades', async () => {
    const session = live('--obs', '0', ...patient)
    let said = ''
    session.child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()))
    await until(() => fillsOf(floor) > 2 && /observing (\S+)\/health/.test(said))
    const [, url = ''] = /observing (\S+)\/health/.exec(said) ?? []
    const metrics = await (await fetch(`${url}/metrics`)).text()
    const ready = await fetch(`${url}/ready`)
    await ended(session)
    expect(ready.status).toBe(200)
    for (const name of ['shadowtape_fills_total', 'shadowtape_rate_limit_tokens'])
      expect(metrics).toMatch(new RegExp(`^${name}\\{[^}]+\\} [1-9]`, 'm'))
    expect(metrics).toMatch(/stream="private"\} 1$/m)
  })
})

describe('shadowtape run --live, when it cannot go on', () => {
  it('cancels what rests where its strategy throws, and keeps what led to it', async () => {
    writeFileSync(join(folder(), 'breaks.ts'), breaking)
    const { code, stderr } = await live('--strategy', './breaks.ts').ended
    expect([code, stderr]).toStrictEqual([1, expect.stringContaining('broken on purpose')])
    const placed = ofType(soFar(), 'OrderPlaced').length
    expect(placed).toBeGreaterThan(0)
    expect(floor.server.seen().requests['/v5/order/create']).toBe(placed)
    expect(accountOf(floor).open).toBe(0)
  })

  it('leaves a journal of every order that left, when it is killed', async () => {
    const session = live(...patient)
    await until(() => fillsOf(floor) > 3)
    session.child.kill('SIGKILL')
    await session.ended
    const placed = ofType(soFar(), 'OrderPlaced').length
    expect(placed).toBeGreaterThanOrEqual(floor.desk.state.totals.placed)
    const replay = runCli(['replay', 'live.jsonl'], { cwd: folder() })
    expect(replay.stdout + replay.stderr).toContain('replays byte for byte')
  })
})

/** Quotes far from the market, and throws after a while. */
const breaking = `
import type { Strategy } from '@shadowtape/core'
type Slice = { readonly seen: number }
export const strategy: Strategy<Slice> = {
  name: 'breaks',
  initial: () => ({ seen: 0 }),
  evolve: (slice, message) => {
    if (message.type === 'BookUpdated') (slice as { seen: number }).seen += 1
  },
  decide: (state, message) => {
    if (message.type !== 'BookUpdated') return []
    const { symbol } = message
    const { seen } = state.strategy
    if (seen > 120) throw new Error('broken on purpose')
    const bid = state.market[symbol]?.bid ?? null
    if (bid === null || seen < 20 || seen > 21) return []
    const tick = state.instruments[symbol].tickSize
    const price = bid - (bid % tick) - 4_000 * tick
    return [{ type: 'PlaceOrder', symbol, side: 'Buy', price, qty: 8 }]
  },
}
`

/** Whether what is frozen was thawed. */
const isTrading = () =>
  ofType(soFar(), 'TradingFrozen').length === ofType(soFar(), 'TradingThawed').length

const soFar = () => linesOfJournal(folder(), 'live.jsonl')

describe('shadowtape run --live, asked for what must not be', () => {
  const base = ['run', '--live', '--symbols', 'BTCUSDT', '--journal', 'x.jsonl']
  it.each([
    [[...base], {}, 'nothing is sent without --network'],
    [['run', '--live', '--network', '--testnet', '--symbols', 'BTCUSDT'], {}, 'needs --journal'],
    [[...base, '--network', '--testnet', '--fsync', 'none'], {}, '--fsync barrier'],
    [[...base, '--network', '--testnet', '--exchange', 'fake'], {}, '--exchange is not for --live'],
    [[...base, '--network', '--testnet', '--capture', 'a.gz'], {}, '--capture is not for --live'],
    [[...base, '--network', '--mainnet'], {}, 'SHADOWTAPE_LIVE_ENABLE=1'],
    [[...base, '--network', '--mainnet'], { SHADOWTAPE_LIVE_ENABLE: '1' }, 'or --yes'],
    [
      [...base, '--network', '--testnet', '--keys-env', 'prod'],
      {},
      'keys of prod are not for testnet',
    ],
    [['run', '--network', '--testnet', '--capture', 'a.gz'], {}, '--network is of --live'],
  ])('says why, and sends nothing: %j', (args, variables, words) => {
    const ran = runCli(args, { cwd: folder(), variables })
    expect([ran.code, ran.stdout, ran.stderr]).toStrictEqual([
      2,
      '',
      expect.stringContaining(words),
    ])
    expect(floor.server.seen().requests).toStrictEqual({})
  })

  it('needs keys', () => {
    const variables = { BYBIT_API_KEY: '', BYBIT_API_SECRET: '' }
    const ran = runCli([...base, '--network', '--testnet', '--url', floor.url], {
      ...{ cwd: folder(), variables },
    })
    expect([ran.code, ran.stderr]).toStrictEqual([1, expect.stringContaining('api_key')])
  })

  it('does not begin with an account that holds something, or has something open', async () => {
    await floor.close()
    floor = await openFloor({
      positions: [{ symbol: 'BTCUSDT', side: 'Buy', size: '0.500', entryPrice: '61000.0' }],
    })
    const { code, stderr } = await live().ended
    expect([code, stderr]).toStrictEqual([1, expect.stringContaining('holds 0.500 BTCUSDT (Buy)')])
    expect(floor.server.seen().requests['/v5/order/create']).toBeUndefined()
    expect(existsSync(join(folder(), 'live.jsonl'))).toBe(false)
  })

  it('does not begin with a key that the venue does not know, and never says it', async () => {
    const { ended: end } = startLive(
      folder(),
      [
        ...['run', '--live', '--network', '--testnet', '--url', floor.url],
        ...['--symbols', 'BTCUSDT', '--journal', 'k.jsonl'],
      ],
      { BYBIT_API_KEY: 'anotherKeyAbcdefg' },
    )
    const { code, stderr } = await end
    expect([code, stderr]).toStrictEqual([1, expect.stringContaining('10003')])
    expect(stderr).not.toContain('anotherKeyAbcdefg')
  })
})
