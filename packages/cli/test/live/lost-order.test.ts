import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { until } from '../recordings/recording'
import { runCli } from '../run-cli'
import { tempFolder } from '../temp-folder'
import { accountOf, linesOfJournal, ofType } from './session-lines'
import { openFloor, startLive } from './trading-floor'

const folder = tempFolder()

/** Rests one order, and after it is gone another one. */
const resting = `
import type { Strategy } from '@shadowtape/core'
export const strategy: Strategy<{ readonly seen: number }> = {
  name: 'resting',
  initial: () => ({ seen: 0 }),
  evolve: () => undefined,
  decide: (state, message) => {
    if (message.type !== 'BookUpdated' || state.orders.openCount > 0) return []
    const { symbol } = message
    const bid = state.market[symbol]?.bid ?? null
    if (bid === null) return []
    const tick = state.instruments[symbol].tickSize
    const price = bid - (bid % tick) - 4_000 * tick
    return [{ type: 'PlaceOrder', symbol, side: 'Buy', price, qty: 8 }]
  },
}
`

describe('shadowtape run --live, and an order that never came to the venue', () => {
  it('asks until it can no longer come, says that it never came, and trades on', async () => {
    const floor = await openFloor()
    writeFileSync(join(folder(), 'resting.ts'), resting)
    const fault = { at: 'answer', on: '/v5/order/create', deed: 'code', retCode: 10006 } as const
    floor.server.faults.add({ ...fault, times: 3 })
    const session = startLive(folder(), [
      ...['run', '--live', '--network', '--testnet', '--url', floor.url, '--symbols', 'BTCUSDT'],
      ...['--journal', 'live.jsonl', '--strategy', './resting.ts'],
    ])
    await until(() => accountOf(floor).open > 0, 80_000)
    session.child.kill('SIGINT')
    const { code, stderr } = await session.ended
    await floor.close()
    const lines = linesOfJournal(folder(), 'live.jsonl')
    const answers = ofType(lines, 'RequestAnswered').filter(({ orderId }) => orderId === 'o-1')
    expect(answers).toMatchObject([
      { request: 'PLACE', outcome: 'UNKNOWN' },
      expect.anything(),
      {
        request: 'PLACE',
        outcome: 'NOT_SENT',
        retMsg: 'asked for 4 times within 15 s: it never came there',
      },
    ])
    expect([code, stderr]).toStrictEqual([0, expect.stringContaining('thawed by orders')])
    expect(ofType(lines, 'TradingFrozen')).toMatchObject([{ reason: 'OPERATOR' }])
    const replay = runCli(['replay', 'live.jsonl'], { cwd: folder() })
    expect(replay.stdout).toContain('replays byte for byte')
  })
})
