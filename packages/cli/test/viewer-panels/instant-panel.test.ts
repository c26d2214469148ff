import type { Page } from 'playwright-core'

import { inChromium } from '../pages/in-chromium'
import {
  cellsOf,
  freezeJournal,
  ownFolder,
  queueJournal,
  queueSession,
  quotesJournal,
  said,
  servedPages,
  standAt,
  steppedTo as stepped,
  textsOf,
} from './served-page'

type Level = { readonly price: string; readonly qty: string | null; readonly ours: string | null }
type Stepped = {
  readonly market: { readonly bids: ReadonlyArray<Level>; readonly asks: ReadonlyArray<Level> }
  readonly orders: ReadonlyArray<Readonly<Record<string, string | null>>>
  readonly holdings: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly restrictions: ReadonlyArray<{ readonly line: number; readonly why: string }>
  readonly totals: Readonly<Record<string, number>>
}

/** What `shadowtape step` shows after a line. */
const steppedTo = (journal: string, seq: number): Stepped =>
  stepped(journal, seq) as unknown as Stepped

/** The rows of a side of the ladder, the best first: price, quantity, depth and ours. */
const ladderSide = async (page: Page, side: 'asks' | 'bids') => {
  const rows = await cellsOf(page, `.ladder .${side} tr`)
  return (side === 'asks' ? rows.toReversed() : rows).filter(([price]) => price !== '')
}

inChromium('what a viewer shows of an instant', () => {
  const { open, complaints } = servedPages()
  const folder = ownFolder()

  it.each([300, 1_290, 2_098, 2_099])('is the book that step has after line %i', async (seq) => {
    const page = await open(freezeJournal, `#seq=${seq}`)
    await standAt(page, seq)
    const { market } = steppedTo(freezeJournal, seq)
    for (const [side, levels] of [
      ['asks', market.asks],
      ['bids', market.bids],
    ] as const) {
      const shown = await ladderSide(page, side)
      expect(shown.length).toBeGreaterThanOrEqual(7)
      expect(
        shown.slice(0, levels.length).map(([price, qty, , ours]) => [price, qty, ours]),
      ).toStrictEqual(
        levels.map(({ price, qty, ours }) => [price, qty ?? '', ours === null ? '' : `● ${ours}`]),
      )
    }
    await page.close()
  })

  it('is the touch, and ours near it, where there are quotes alone', async () => {
    const page = await open(quotesJournal, '#seq=250&symbol=ETHUSDT')
    await page.locator('.instant .symbol', { hasText: 'ETHUSDT' }).waitFor()
    const { market } = steppedTo(quotesJournal, 250)
    for (const side of ['asks', 'bids'] as const)
      expect((await ladderSide(page, side)).map(([price]) => price)).toStrictEqual(
        market[side].map(({ price }) => price),
      )
    expect(await page.locator('.ladder .asks tr').count()).toBe(5)
    await page.close()
  })

  it('adds up what is shown from the touch on, and tells mid and spread', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    await standAt(page, 2_099)
    const bids = await ladderSide(page, 'bids')
    const milli = bids.map(([, qty]) => Number((qty ?? '').replace('.', '')))
    const depths = milli.map((_, i) => milli.slice(0, i + 1).reduce((sum, qty) => sum + qty, 0))
    expect(bids.map(([, , depth]) => Number(depth?.replace('.', '')))).toStrictEqual(depths)
    expect(await textsOf(page, '.ladder .mid, .ladder .spread')).toStrictEqual([
      '60798.40',
      'spread 38.00 · 6.25 bps',
    ])
    await page.close()
  })

  it('is the whole book that state has, as far as there is room', async () => {
    const page = await open(freezeJournal, '#seq=2099', { width: 1920, height: 1400 })
    await standAt(page, 2_099)
    const [found] = said(['state', freezeJournal, '--seq', '2099', '--json'])
    const { state } = found as unknown as {
      readonly state: {
        readonly market: Readonly<
          Record<string, { readonly book: { readonly bids: Array<number> } }>
        >
      }
    }
    const bids = state.market['BTCUSDT']?.book.bids ?? []
    const levels = bids.flatMap((price, i) =>
      i % 2 === 0 ? [[(price / 100).toFixed(2), ((bids[i + 1] ?? 0) / 1_000).toFixed(3)]] : [],
    )
    const shown = (await ladderSide(page, 'bids')).filter(([, qty]) => qty !== '')
    expect(shown.length).toBeGreaterThan(14)
    expect(shown.map(([price, qty]) => [price, qty])).toStrictEqual(levels.slice(0, shown.length))
    await page.close()
  })

  it.each([
    [freezeJournal, 1_290],
    [freezeJournal, 2_541],
    [queueJournal, 300],
  ] as const)('is what was open, held and counted: %s, line %i', async (journal, seq) => {
    const page = await open(journal, `#seq=${seq}`)
    await standAt(page, seq)
    const { orders, holdings, totals } = steppedTo(journal, seq)
    const [open_, held] = await Promise.all([
      textsOf(page, '.kept:has(caption:text("Open orders")) tbody tr'),
      textsOf(page, '.kept:has(caption:text("Held")) tbody tr:not(.sum)'),
    ])
    expect(open_).toHaveLength(orders.length)
    orders.forEach(({ order, side, leaves, price, standing }, i) => {
      for (const text of [order, side, leaves, price, standing])
        expect(open_[i]).toContain(text ?? 'market')
    })
    expect(held).toHaveLength(holdings.length)
    holdings.forEach(({ symbol, qty, net_usd: net }, i) => {
      for (const text of [symbol, qty, net]) expect(held[i]).toContain(String(text))
    })
    const counted = await cellsOf(page, '.totals > div')
    expect(counted.length).toBeGreaterThan(5)
    for (const [name = '', count = ''] of counted)
      expect([name, Number(count.replace(',', ''))]).toStrictEqual([name, totals[name]])
    await page.close()
  })

  it.each([220, 300, 400])('says where orders are in their queues: line %i', async (seq) => {
    const journal = queueSession(folder())
    const page = await open(journal, `#seq=${seq}`)
    await standAt(page, seq)
    const { orders, market } = steppedTo(journal, seq)
    const plain = (text: string): string => text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
    const queues = orders.map(({ ahead, price }) => {
      const level = [...market.bids, ...market.asks].find((one) => one.price === price)
      const shown = level?.qty ?? null
      if (Number(ahead) === 0) return 'first'
      return shown === null ? plain(ahead ?? '') : `${plain(ahead ?? '')} of ${plain(shown)}`
    })
    expect(queues.join()).toMatch(/ of /)
    expect(
      await textsOf(page, '.kept:has(caption:text("Open orders")) td:nth-child(5)'),
    ).toStrictEqual(queues)
    expect(await page.locator('.queue-place').count()).toBeGreaterThan(0)
    await page.close()
  })

  it('says why trading stopped, and leads to the line that says so', async () => {
    const page = await open(freezeJournal, '#seq=2400')
    await standAt(page, 2_400)
    expect(await textsOf(page, '.standing li')).toStrictEqual([
      '■All trading is frozensince line 2,099Edge degradation: 0.66 BPS < 1.00 BPS',
    ])
    await page.locator('.standing button').click()
    await page.locator('main[data-seq="2099"]').waitFor()
    await page.locator('.detail h2', { hasText: 'Line 2,099 · TradingFrozen' }).waitFor()
    await standAt(page, 2_098)
    expect(await textsOf(page, '.standing .state')).toStrictEqual(['Trading is active'])
    await page.close()
  })

  it('leads from an open order to the line that placed it', async () => {
    const page = await open(freezeJournal, '#seq=1290')
    await standAt(page, 1_290)
    await page.locator('.kept button', { hasText: 'o-107' }).click()
    const [placed] = said(['cat', freezeJournal, '--type', 'OrderPlaced', '--json']).filter(
      ({ orderId }) => orderId === 'o-107',
    )
    await page.locator(`main[data-seq="${String(placed?.['seq'])}"]`).waitFor()
    expect(complaints()).toStrictEqual([])
    await page.close()
  })
})
