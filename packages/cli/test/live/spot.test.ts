import { runCli } from '../run-cli'
import { tempFolder } from '../temp-folder'
import { until } from '../recordings/recording'
import { fillsOf, linesOfJournal, ofType } from './session-lines'
import type { TradingFloor } from './trading-floor'
import { openFloor, startLive } from './trading-floor'

const folder = tempFolder()
let floor: TradingFloor

beforeEach(async () => {
  floor = await openFloor({}, 3, 'spot')
})
afterEach(async () => {
  await floor.close()
})

describe('shadowtape run --live on spot', () => {
  it('trades, with fees in the coin that was received, and replays byte for byte', async () => {
    const { child, ended } = startLive(folder(), [
      ...['run', '--live', '--network', '--testnet', '--url', floor.url, '--category', 'spot'],
      ...['--symbols', 'BTCUSDT', '--journal', 'live.jsonl'],
    ])
    // which side is filled first is the market's choice
    const journaled = () => ofType(linesOfJournal(folder(), 'live.jsonl'), 'OrderFilled')
    const sides = () => new Set(journaled().map(({ side }) => side))
    await until(() => fillsOf(floor) > 4 && sides().size === 2)
    child.kill('SIGINT')
    const { code, stderr } = await ended
    expect([code, stderr]).toStrictEqual([0, expect.stringContaining('connected')])
    const lines = linesOfJournal(folder(), 'live.jsonl')
    const fills = ofType(lines, 'OrderFilled')
    expect(fills).toHaveLength(fillsOf(floor))
    const coins = fills.map(({ side, feeCoin }) => `${String(side)} ${String(feeCoin)}`)
    expect(new Set(coins)).toStrictEqual(new Set(['Buy BTC', 'Sell USDT']))
    expect(floor.desk.state.orders.openCount).toBe(0)
    const replay = runCli(['replay', 'live.jsonl'], { cwd: folder() })
    expect([replay.code, replay.stdout]).toStrictEqual([
      0,
      expect.stringContaining('replays byte for byte'),
    ])
  })
})
