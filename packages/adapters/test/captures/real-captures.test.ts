import { join } from 'node:path'

import { hear, marketOf, summaryOf } from './capture-builder'

/** The folder with real captures; they are not part of the repository. */
const folder = process.env['SHADOWTAPE_CAPTURES']

if (folder === undefined) {
  it('skips the real captures, as SHADOWTAPE_CAPTURES names no folder with them', async () => {
    const heard = await hear([join('no-such-folder', 'btcusdt-linear-2024-08-08.capture.gz')])
    expect(heard.result).toMatchObject({ _tag: 'Left', left: { type: 'Missing' } })
  })
} else {
  describe('a real capture', () => {
    it('of BTCUSDT, as a collector wrote it, is read without a problem', async () => {
      const heard = await hear([join(folder, 'btcusdt-linear-2024-08-08.capture.gz')])
      expect(heard.problems).toStrictEqual([])
      const summary = summaryOf(heard)
      expect(summary.lines).toBe(93_755)
      expect([...summary.messages]).toStrictEqual([
        ['orderbook.1', 66_089],
        ['publicTrade', 21_313],
        ['orderbook.50', 6_353],
      ])
      expect(marketOf(heard)).toHaveLength(93_755)
      expect(heard.times.every((at, i) => at >= (heard.times[i - 1] ?? 0))).toBe(true)
    })

    it('of XRPUSDT, as Bybit archives it, is read without a problem', async () => {
      const heard = await hear([join(folder, '2024-12-01_XRPUSDT_ob500.data.zip')])
      expect(heard.problems).toStrictEqual([])
      expect([...summaryOf(heard).messages]).toStrictEqual([['orderbook.500', 50]])
      expect(marketOf(heard)[0]).toMatchObject({
        type: 'BookUpdated',
        kind: 'snapshot',
        depth: 500,
      })
    })
  })
}
