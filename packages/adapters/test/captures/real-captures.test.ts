import { join } from 'node:path'

import { hear, marketOf, summaryOf } from './capture-builder'

/** Names the folder with real captures; without it these tests say that they are skipped. */
const folder = process.env['SHADOWTAPE_CAPTURES']

const describeReal = folder === undefined ? describe.skip : describe

describeReal('a real capture (skipped unless SHADOWTAPE_CAPTURES names their folder)', () => {
  it('of BTCUSDT, as a collector wrote it, is read without a problem', async () => {
    const heard = await hear([join(folder ?? '', 'btcusdt-linear-2024-08-08.capture.gz')])
    expect(heard.problems).toStrictEqual([])
    const summary = summaryOf(heard)
    expect(summary.lines).toBe(93_755)
    expect(summary.messages).toStrictEqual(
      new Map([['orderbook.1', 66_089], ['publicTrade', 21_313], ['orderbook.50', 6_353]]), // prettier-ignore
    )
    expect(marketOf(heard)).toHaveLength(93_755)
    expect(heard.times.every((at, i) => at >= (heard.times[i - 1] ?? 0))).toBe(true)
  })

  it('of XRPUSDT, as Bybit archives it, is read without a problem', async () => {
    const heard = await hear([join(folder ?? '', '2024-12-01_XRPUSDT_ob500.data.zip')])
    expect(heard.problems).toStrictEqual([])
    expect(summaryOf(heard).messages).toStrictEqual(new Map([['orderbook.500', 50]]))
    expect(marketOf(heard)[0]).toMatchObject({ type: 'BookUpdated', kind: 'snapshot', depth: 500 })
  })
})
