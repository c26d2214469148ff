import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { runCli } from './run-cli'
import { tempFolder } from './temp-folder'

const folder = tempFolder()
const start = 1_700_000_000_000

/** A touch of BTCUSDT that wanders by a dollar, and a trade at each side of it in turn. */
const capture = (): string => {
  const lines: Array<string> = []
  for (let i = 0; i < 400; i++) {
    const bid = 60_000 + (i % 7)
    const at = `${String(start + i * 50)}000000`
    const ts = start + i * 50
    const data = {
      s: 'BTCUSDT',
      b: [[`${String(bid)}.00`, '0.100']],
      a: [[`${String(bid + 1)}.00`, '0.100']],
    }
    const book = {
      topic: 'orderbook.1.BTCUSDT',
      type: 'snapshot',
      ts,
      data: { ...data, u: i + 1, seq: i + 1 },
      cts: ts,
    }
    const isSell = i % 2 === 0
    const price = `${String(isSell ? bid : bid + 1)}.00`
    const trade = {
      T: ts,
      s: 'BTCUSDT',
      S: isSell ? 'Sell' : 'Buy',
      v: '0.300',
      p: price,
      L: 'ZeroTick',
      i: `t-${String(i)}`,
      BT: false,
    }
    const trades = { topic: 'publicTrade.BTCUSDT', type: 'snapshot', ts, data: [trade] }
    lines.push(`${at} ${JSON.stringify(book)}`, `${at} ${JSON.stringify(trades)}`)
  }
  const path = join(folder(), 'a.capture')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** The same market on spot, by an instruments file beside it. */
const onSpot = (): void => {
  const list = [
    {
      ...{ symbol: 'BTCUSDT', baseCoin: 'BTC', quoteCoin: 'USDT' },
      priceFilter: { tickSize: '0.01' },
      lotSizeFilter: { basePrecision: '0.000001', minOrderQty: '0.000011', minOrderAmt: '5' },
    },
  ]
  writeFileSync(join(folder(), 'a.instruments.json'), JSON.stringify(list))
}

const example = 'hedge-on-another-account.ts'
const queue = ['--fill-model', 'queue', '--param', 'spreadBps=0']
const accounts = (...texts: ReadonlyArray<string>) => texts.flatMap((text) => ['--account', text])
const run = (...args: ReadonlyArray<string>) =>
  runCli(['run', '--capture', capture(), ...queue, ...args], { cwd: folder() })
const report = (...args: ReadonlyArray<string>) =>
  JSON.parse(run(...args, '--json').stdout) as Record<string, Record<string, unknown>>
const linesOf = (journal: string, type: string) =>
  runCli(['cat', journal, '--json', '--type', type], { cwd: folder() })
    .stdout.trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string>)

describe('run --account', () => {
  it('has one account whose balances nobody looks at where none is given', () => {
    expect(report()['accounts']).toStrictEqual({ main: { leverage: 10, balances: null } })
  })

  it('rejects with 110007 what the balance does not carry, and replays byte for byte', () => {
    const ran = run(
      ...accounts('main,balance=USDT:120,leverage=5'),
      ...['--journal', 'a.jsonl', '--maker-fee', '0.0001'],
    )
    expect(ran.code).toBe(0)
    expect(ran.stdout).toMatch(/^balance {3}main [0-9.]+ USDT, -?[0-9.]+ free$/m)
    const rejected = linesOf('a.jsonl', 'OrderRejected')
    expect(rejected.length).toBeGreaterThan(0)
    for (const line of rejected)
      expect(line).toMatchObject({ retCode: 110007, retMsg: 'ab not enough for new order' })
    expect(runCli(['replay', 'a.jsonl'], { cwd: folder() }).code).toBe(0)
    expect(runCli(['replay', 'a.jsonl', '--fold'], { cwd: folder() }).code).toBe(0)
    expect(runCli(['info', 'a.jsonl'], { cwd: folder() }).stdout).toMatch(
      /^ {2}accounts +main,balance=USDT:120,leverage=5$/m,
    )
  })

  it('says what each account has at the end: what it began with, and what its fills brought', () => {
    onSpot()
    const ran = report(
      ...accounts('main,balance=USDT:2000,balance=BTC:0.01,maker-fee=0.001'),
      ...['--journal', 'spot.jsonl'],
    )
    const balances = { usdt: 2_000_000_000_000_000n, btc: 10_000_000_000n }
    const wide = (text: string, scale: number): bigint =>
      BigInt(Math.round(Number(text) * 10 ** scale))
    const fills = linesOf('spot.jsonl', 'OrderFilled')
    for (const { side, price, qty, fee, feeCoin, feeQty } of fills) {
      const sign = side === 'Buy' ? 1n : -1n
      const amount = wide(price ?? '', 2) * wide(qty ?? '', 6) * 10_000n
      balances.usdt -= sign * amount + (feeCoin === 'USDT' ? wide(fee ?? '', 8) * 10_000n : 0n)
      balances.btc +=
        sign * wide(qty ?? '', 12) - (feeCoin === 'BTC' ? wide(feeQty ?? '', 8) * 10_000n : 0n)
    }
    expect(
      new Set(fills.map(({ feeCoin, side }) => `${feeCoin ?? ''} ${side ?? ''}`)),
    ).toStrictEqual(new Set(['BTC Buy', 'USDT Sell']))
    const main = ran['accounts']?.['main'] as { balances: Record<string, { wallet: string }> }
    expect(wide(main.balances['USDT']?.wallet ?? '', 8) * 10_000n).toBe(balances.usdt)
    expect(wide(main.balances['BTC']?.wallet ?? '', 8) * 10_000n).toBe(balances.btc)
  })

  it('trades for the account that a parameter names, or for the first', () => {
    const both = accounts('hedge,max-inv=100', 'desk')
    run(...both, '--journal', 'b.jsonl')
    run(...both, '--param', 'account=desk', '--journal', 'c.jsonl')
    expect(new Set(linesOf('b.jsonl', 'PlaceOrder').map(({ account }) => account))).toStrictEqual(
      new Set(['hedge']),
    )
    expect(linesOf('b.jsonl', 'OrderDenied')[0]).toMatchObject({
      ...{ account: 'hedge', reason: 'ACCOUNT_INVENTORY_LIMIT', limit: '100.000000' },
    })
    expect(new Set(linesOf('c.jsonl', 'OrderFilled').map(({ account }) => account))).toStrictEqual(
      new Set(['desk']),
    )
  })

  it('runs a strategy that trades for two accounts, and replays it byte for byte', () => {
    const strategy = ['--strategy', resolve(__dirname, '../../../examples', example)]
    const ran = runCli(
      ['run', '--capture', capture(), '--fill-model', 'queue', ...strategy, '--json'].concat(
        accounts('main,balance=USDT:5000', 'hedge,balance=USDT:5000'),
        ['--journal', 'h.jsonl'],
      ),
      { cwd: folder() },
    )
    const { positions } = JSON.parse(ran.stdout) as {
      positions: Record<string, { qty: string; fills: number }>
    }
    const [main, hedge] = [positions['main BTCUSDT'], positions['hedge BTCUSDT']]
    expect(main?.fills).toBeGreaterThan(5)
    expect(Number(hedge?.qty)).toBe(0 - Number(main?.qty))
    const taken = linesOf('h.jsonl', 'OrderFilled').filter(({ account }) => account === 'hedge')
    expect(new Set(taken.map(({ liquidity }) => liquidity))).toStrictEqual(new Set(['Taker']))
    expect(runCli(['replay', 'h.jsonl', ...strategy], { cwd: folder() }).code).toBe(0)
  })

  it('takes accounts from a settings file, and rules over an account', () => {
    writeFileSync(
      join(folder(), 's.yaml'),
      'account:\n  - main,balance=USDT:500\n  - hedge\nrule: fill-rate=2/10s,scope=account\n',
    )
    const ran = run('--config', 's.yaml', '--journal', 'd.jsonl')
    expect(ran.stderr).toMatch(/^Account main FROZEN: Fill rate: 3 fills in 10s > 2$/m)
    expect(ran.stdout).toMatch(/^risk {6}main FROZEN: Fill rate: /m)
    expect(linesOf('d.jsonl', 'TradingFrozen')).toMatchObject([
      { reason: 'FILL_RATE', account: 'main', symbol: null, scope: 'account' },
    ])
  })

  it('does not take an account twice, or a strategy of an account that is not there', () => {
    expect(run(...accounts('main', 'main')).stderr).toContain('Account main is given twice.')
    const ran = run(...accounts('main', 'hedge'), '--param', 'account=desk')
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain(
      'Error: --param account=desk: there is no such account; there is main, hedge',
    )
  })
})
