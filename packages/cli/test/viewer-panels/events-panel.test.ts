import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from 'playwright-core'

import { inChromium } from '../pages/in-chromium'
import {
  freezeJournal,
  ownFolder,
  root,
  said,
  seqsIn,
  servedPages,
  standAt,
  textsOf,
  until,
} from './served-page'

const scrollTo = async (page: Page, top: string): Promise<void> => {
  await page.evaluate(
    `(() => { const list = document.querySelector('.line-list'); list.scrollTop = ${top} })()`,
  )
}

/** Scrolls to an end of the list, a page at a time, and gathers the lines that pass. */
const scrolledTo = async (page: Page, way: 'up' | 'down', end: number) => {
  const met = new Map<number, string>()
  for (;;) {
    const lines = await page.evaluate<ReadonlyArray<readonly [number, string]>>(
      `[...document.querySelectorAll('.line')].map((one) => [+one.dataset.seq, one.textContent])`,
    )
    for (const [seq, text] of lines) met.set(seq, text)
    expect(lines.length).toBeLessThanOrEqual(1_000)
    const edge = way === 'down' ? lines.at(-1) : lines[0]
    if (edge?.[0] === end) return met
    await scrollTo(page, way === 'down' ? 'list.scrollHeight' : '0')
    const place = way === 'down' ? -1 : 0
    await until(
      page,
      `[...document.querySelectorAll('.line')].at(${place})?.dataset.seq !== '${edge?.[0]}'`,
    )
  }
}

const linesShown = async (page: Page, are: string): Promise<void> => {
  await until(page, `document.querySelectorAll('.line').length ${are}`)
}

const filterBy = async (page: Page, filter: string): Promise<void> => {
  await page.locator('#filter').fill(filter)
  await page.locator('#filter').press('Tab')
}

inChromium("the list of a session's lines", () => {
  const { open, complaints } = servedPages()
  const folder = ownFolder()
  const lines = said(['cat', freezeJournal, '--json'])
  const last = lines.length

  it.each([
    ['', () => true],
    [
      'type=OrderPlaced,OrderCanceled',
      ({ type }: (typeof lines)[number]) => /^Order(Placed|Canceled)/.test(String(type)),
    ],
  ] as const)(
    'has all lines once, scrolled down and back up: filter %p',
    async (filter, passes) => {
      const page = await open(freezeJournal, '#seq=1200')
      await standAt(page, 1_200)
      if (filter !== '') {
        await filterBy(page, filter)
        await page.locator('.between').waitFor()
      }
      const wanted = lines.filter(passes).map(({ seq }) => Number(seq))
      const [first, end] = [wanted[0] ?? 0, wanted.at(-1) ?? 0]
      const down = await scrolledTo(page, 'down', end)
      const up = await scrolledTo(page, 'up', first)
      const again = await scrolledTo(page, 'down', end)
      expect([...up.keys()].toSorted((a, b) => a - b)).toStrictEqual(wanted)
      expect([...again.keys()].toSorted((a, b) => a - b)).toStrictEqual(wanted)
      for (const [seq, text] of down) expect([seq, text]).toStrictEqual([seq, up.get(seq)])
      expect(new Set(await seqsIn(page)).size).toBe((await seqsIn(page)).length)
      await page.close()
    },
  )

  it('asks for one page at a time on each side, however hard it is scrolled', async () => {
    const page = await open(freezeJournal, '#seq=1200')
    await standAt(page, 1_200)
    const asked = new Map<string, number>()
    const most = { each: 0, all: 0 }
    const count = (url: string, by: number): void => {
      const way = /api\/rows.*way=(next|previous)/.exec(url)?.[1]
      if (way === undefined) return
      asked.set(way, (asked.get(way) ?? 0) + by)
      most.each = Math.max(most.each, ...asked.values())
      most.all += by > 0 ? 1 : 0
    }
    page.on('request', (one) => count(one.url(), 1))
    page.on('requestfinished', (one) => count(one.url(), -1))
    for (let i = 0; i < 40; i++) await scrollTo(page, i % 3 === 0 ? '0' : 'list.scrollHeight')
    await until(page, `document.querySelectorAll('.line').length > 500`)
    expect(most.all).toBeGreaterThan(4)
    expect(most.each).toBe(1)
    await page.close()
  })

  it('keeps what is looked at in its place while rows come in above', async () => {
    const page = await open(freezeJournal, '#seq=1200')
    await standAt(page, 1_200)
    const [first] = await seqsIn(page)
    const placeOf = async (seq: number): Promise<number | undefined> =>
      (await page.locator(`#line-${seq}`).boundingBox())?.y
    await scrollTo(page, '40')
    const before = await placeOf((first ?? 0) + 3)
    await until(page, `document.querySelector('.line').dataset.seq < ${first}`)
    expect(await placeOf((first ?? 0) + 3)).toBe(before)
    await page.close()
  })

  it('shows a line as cat does, and the one where one stands', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    await standAt(page, 2_099)
    const here = page.locator('.line[aria-current]')
    await here.waitFor()
    expect(await textsOf(page, '.line[aria-current] > *')).toStrictEqual([
      ...['2099', '+22.003677', '', '■', 'TradingFrozen'],
      expect.stringContaining('EDGE_DEGRADATION BTCUSDT 0.662916 < 1.000000 bps'),
    ])
    await standAt(page, 2_100)
    await page.locator('#line-2100[aria-current]').waitFor()
    expect(await page.locator('.line[aria-current]').count()).toBe(1)
    await page.close()
  })

  it('says in words what is wrong with a filter, and goes on with the one before', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    await filterBy(page, 'type=TradingFrozen')
    await linesShown(page, '=== 1')
    await filterBy(page, 'type=OrderFiled')
    const says = page.locator('#filter-says')
    await says.filter({ hasText: 'OrderFiled' }).waitFor()
    expect(await page.locator('#filter').getAttribute('aria-invalid')).toBe('true')
    expect(await seqsIn(page)).toStrictEqual([2_099])
    await page.locator('.chip', { hasText: 'All' }).click()
    await linesShown(page, '> 100')
    expect(await says.textContent()).toBe('')
    expect(await page.locator('#filter').inputValue()).toBe('')
    await page.close()
  })

  it('marks where one stands among lines that a filter lets pass', async () => {
    const page = await open(freezeJournal, '#seq=1200')
    await page.locator('.chip', { hasText: 'Fills' }).click()
    await page.locator('.between', { hasText: 'Line 1,200 is here' }).waitFor()
    const order = await page.evaluate<ReadonlyArray<number>>(
      `[...document.querySelector('.line-list').children].map((one) => +(one.dataset.seq ?? 1200))`,
    )
    expect(order).toStrictEqual(order.toSorted((a, b) => a - b))
    const fills = said(['cat', freezeJournal, '--type', 'OrderFilled', '--json'])
    expect(await seqsIn(page)).toStrictEqual(fills.map(({ seq }) => seq))
    expect(await page.locator('.count').textContent()).toBe(`${fills.length} lines`)
    await page.close()
  })

  it.each([
    ['Orders', ['PlaceOrder', 'CancelOrder', 'OrderPlaced', 'OrderAccepted', 'OrderCanceled']],
    ['Denials', ['OrderDenied']],
    ['Risk', ['TradingFrozen']],
    ['Edge', ['EdgeUpdated']],
  ] as const)('shows by a press what belongs together: %s', async (name, types) => {
    const page = await open(freezeJournal, `#seq=${last}`)
    await page.locator('.chip', { hasText: name }).click()
    await page.locator('.chip[aria-pressed="true"]', { hasText: name }).waitFor()
    const wanted = lines.filter(({ type }) =>
      types.some((one) => String(type).split('@')[0] === one),
    )
    const end = String(wanted.at(-1)?.['seq'])
    await until(page, `[...document.querySelectorAll('.line')].at(-1)?.dataset.seq === '${end}'`)
    const shown = await seqsIn(page)
    expect(shown.length).toBeGreaterThanOrEqual(Math.min(100, wanted.length))
    expect(shown).toStrictEqual(wanted.slice(-shown.length).map(({ seq }) => seq))
    await page.close()
  })

  it('searches on and back, and says where nothing is found', async () => {
    const page = await open(freezeJournal, '#seq=1')
    const field = page.locator('#search')
    await field.fill('type=OrderFilled')
    const fills = said(['cat', freezeJournal, '--type', 'OrderFilled', '--json'])
    const seqs = fills.map(({ seq }) => Number(seq))
    const went = (seq: number) => page.locator(`main[data-seq="${seq}"]`).waitFor()
    for (const seq of seqs) {
      await field.press('Enter')
      await went(seq)
    }
    await field.press('Enter')
    await page.locator('.found', { hasText: 'not found below' }).waitFor()
    for (const seq of seqs.slice(0, -1).toReversed()) {
      await field.press('Shift+Enter')
      await went(seq)
    }
    await field.press('Shift+Enter')
    await page.locator('.found', { hasText: 'not found above' }).waitFor()
    await page.close()
  })

  it('is gone through by keys: arrows select, Enter goes there', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    await standAt(page, 2_099)
    await page.locator('.line-list').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const list = page.locator('.line-list')
    expect(await list.getAttribute('aria-activedescendant')).toBe('line-2101')
    expect(await page.locator('#line-2101').getAttribute('aria-selected')).toBe('true')
    await page.locator('.detail h2', { hasText: 'Line 2,101' }).waitFor()
    expect(await page.locator('main').getAttribute('data-seq')).toBe('2099')
    await page.keyboard.press('Enter')
    await page.locator('main[data-seq="2101"]').waitFor()
    await page.keyboard.press('ArrowUp')
    expect(await list.getAttribute('aria-activedescendant')).toBe('line-2100')
    await page.close()
  })

  it('goes on at its end as the journal grows', async () => {
    const path = join(folder(), 'growing.jsonl')
    const bytes = readFileSync(join(root, freezeJournal))
    const half = bytes.indexOf(10, Math.floor(bytes.length / 2)) + 1
    writeFileSync(path, bytes.subarray(0, half))
    const count = bytes.subarray(0, half).toString().split('\n').length - 1
    const page = await open(path, `#seq=${count}`)
    await standAt(page, count)
    expect((await seqsIn(page)).at(-1)).toBe(count)
    appendFileSync(path, bytes.subarray(half))
    await until(page, `document.querySelector('#line-${count + 1}')`)
    const met = await scrolledTo(page, 'down', last)
    expect([...met.keys()].filter((seq) => seq > count)).toHaveLength(last - count)
    await page.close()
  })

  it('writes times the other way once one asks for that', async () => {
    const page = await open(freezeJournal, '#seq=2099')
    await standAt(page, 2_099)
    await page.locator('#line-2099').waitFor()
    await page.locator('.line-list').focus()
    await page.keyboard.press('u')
    expect(await page.locator('#line-2099 time').textContent()).toBe('20:36:39.003677')
    // the browser itself says what a server refuses
    expect(complaints().filter((one) => !one.includes('400 (Bad Request)'))).toStrictEqual([])
    await page.close()
  })
})
