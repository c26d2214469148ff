import type { Page } from 'playwright-core'

import { inChromium } from '../pages/in-chromium'
import { freezeJournal, servedPages } from '../viewer-panels/served-page'
import type { Line } from './seen-page'
import { drag, freezeLines, pointIn, seenIn, standsAt, stateAfter, until } from './seen-page'

inChromium("going about in a session's page", () => {
  const { open, complaints } = servedPages()
  const lines = freezeLines()
  const last = lines.length
  const startAt = lines[0]?.at ?? 0
  const lengthUs = (lines.at(-1)?.at ?? 0) - startAt
  let page: Page

  const begun = async (fragment: string): Promise<void> => {
    page = await open(freezeJournal, fragment)
    await page.locator('.lanes:not(.waiting)').waitFor()
  }
  afterEach(async () => {
    await page.close()
    expect(complaints()).toStrictEqual([])
  })
  /** The last line up to an instant since the start. */
  const lineAt = (us: number): number => lines.findLastIndex(({ at }) => at <= startAt + us) + 1
  const nextOf = (from: number, is: (line: Line) => boolean): number =>
    lines.find((line) => line.seq > from && is(line))?.seq ?? -1
  const beforeOf = (from: number, is: (line: Line) => boolean): number =>
    lines.findLast((line) => line.seq < from && is(line))?.seq ?? -1

  it('begins after the first line, and says what is viewed', async () => {
    await begun('')
    expect(await page.title()).toBe('demo · Shadowtape view')
    expect((await seenIn(page)).type).toBe('SessionOpened')
    const bar = (await page.locator('.bar').innerText()).replace(/\s+/g, ' ')
    expect(bar).toContain('market-maker · journals/market-maker-freeze.jsonl')
    expect(bar).toContain(`line 1 of ${last.toLocaleString('en-US')}`)
    expect(bar).toContain('closed')
  })

  it('shows after each step, on and back, what state says of the line', async () => {
    await begun('#seq=1404')
    for (const [key, seq] of [
      ['ArrowRight', 1_405],
      ['ArrowRight', 1_406],
      ['ArrowLeft', 1_405],
      ['ArrowLeft', 1_404],
      ['ArrowLeft', 1_403],
    ] as const) {
      await page.keyboard.press(key)
      await standsAt(page, seq)
      expect(await seenIn(page)).toMatchObject({ seq, type: lines[seq - 1]?.type })
      const { positions } = stateAfter(seq)
      const net = Object.values(positions).reduce(
        (sum, { realized_usd, unrealized_usd, fees_usd, funding_usd }) =>
          sum +
          Number(realized_usd) +
          Number(unrealized_usd) -
          Number(fees_usd) -
          Number(funding_usd),
        0,
      )
      const text = `${net > 0 ? '+' : net < 0 ? '-' : ''}$${Math.abs(net).toFixed(2)}`
      expect(await page.locator('.bar .net b').innerText()).toBe(text)
    }
  })

  it('jumps to the lines that cat has: inputs, fills, denials, freezes, both ends', async () => {
    await begun('#seq=700')
    let seq = 700
    const isInput = ({ cause, type }: Line): boolean =>
      cause === null && !/^(Sealed|SegmentOpened|SnapshotTaken|SessionClosed)$/.test(type)
    const isFill = ({ type }: Line): boolean => type === 'OrderFilled'
    const isDenial = ({ type }: Line): boolean => /(Denied|Rejected)$/.test(type)
    const isFreeze = ({ type }: Line): boolean => type === 'TradingFrozen'
    for (const [key, goal] of [
      ['f', (from: number) => nextOf(from, isFill)],
      ['F', (from: number) => beforeOf(from, isFill)],
      ['Shift+ArrowRight', (from: number) => nextOf(from, isInput)],
      ['Shift+ArrowLeft', (from: number) => beforeOf(from, isInput)],
      ['z', (from: number) => nextOf(from, isFreeze)],
      ['d', (from: number) => nextOf(from, isDenial)],
      ['Z', (from: number) => beforeOf(from, isFreeze)],
      ['G', () => last],
      ['D', (from: number) => beforeOf(from, isDenial)],
      ['g', () => 1],
    ] as const) {
      seq = goal(seq)
      await page.keyboard.press(key)
      await standsAt(page, seq)
    }
  })

  it('says that there is no further one, and stays', async () => {
    await begun(`#seq=${last - 1}`)
    await page.keyboard.press('z')
    await page.locator('.trouble', { hasText: 'no freeze or reduction after' }).waitFor()
    expect((await seenIn(page)).seq).toBe(last - 1)
    await page.keyboard.press('ArrowLeft')
    await page.locator('.trouble').waitFor({ state: 'hidden' })
  })

  it('goes to where the overview is clicked, and drags over what lies between', async () => {
    await begun('')
    await page.mouse.click(...(await pointIn(page, '.overview', [0.5, 0.5])))
    await until(page, `document.getElementById('viewer').dataset.entry !== 'SessionOpened'`)
    const slider = page.locator('.overview')
    const at = async (): Promise<number> => Number(await slider.getAttribute('aria-valuenow'))
    const { seq } = await seenIn(page)
    const middle = lineAt(lengthUs / 2)
    // a pixel is some lines
    expect(Math.abs(seq - middle)).toBeLessThan(20)
    await drag(page, [
      await pointIn(page, '.overview', [0.2, 0.5]),
      await pointIn(page, '.overview', [0.6, 0.5]),
      await pointIn(page, '.overview', [0.3, 0.5]),
    ])
    await until(page, `Number(document.getElementById('viewer').dataset.seq) < ${middle}`)
    await until(page, `document.getElementById('viewer').dataset.entry !== ''`)
    expect(Math.abs((await at()) - lengthUs * 0.3)).toBeLessThan(lengthUs / 200)
  })

  it('moves by keys on the overview as a slider does', async () => {
    await begun('#seq=1000')
    await page.locator('.overview').focus()
    await page.keyboard.press('End')
    await standsAt(page, last)
    await page.keyboard.press('PageDown')
    await standsAt(page, lineAt(lengthUs - Math.round(lengthUs / 10)))
    await page.keyboard.press('Home')
    await standsAt(page, lineAt(0))
    await page.keyboard.press('ArrowRight')
    await until(page, `Number(document.getElementById('viewer').dataset.seq) > 1`)
  })

  it('goes to a line, and to times, that are typed', async () => {
    await begun('')
    const field = page.locator('#go-to')
    for (const [text, seq] of [
      ['1234', 1_234],
      ['+12.5s', lineAt(12_500_000)],
      ['20:36:27', lineAt(10_000_000)],
    ] as const) {
      await field.fill(text)
      await field.press('Enter')
      await standsAt(page, seq)
    }
    await field.fill('soon')
    await field.press('Enter')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await page.locator('.trouble', { hasText: 'soon is no line' }).waitFor()
  })

  it('plays on, pauses where it is told to, and by itself at the end', async () => {
    await begun('#seq=300')
    await page.getByLabel('Speed').selectOption({ label: '4×' })
    await page.getByRole('button', { name: 'Play' }).click()
    await until(page, `Number(document.getElementById('viewer').dataset.seq) > 340`)
    expect((await seenIn(page)).isPlaying).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Pause' }).click()
    const { seq, isPlaying } = await seenIn(page)
    expect([seq < last, isPlaying]).toStrictEqual([true, false])
    await page.waitForTimeout(300)
    expect((await seenIn(page)).seq).toBe(seq)
    await page.getByLabel('Speed').selectOption({ label: '60×' })
    await page.getByRole('button', { name: 'Play' }).click()
    await standsAt(page, last)
    await until(page, `document.getElementById('viewer').dataset.playing === 'no'`)
  })

  it('plays line by line', async () => {
    await begun('#seq=300')
    await page.evaluate(`(() => {
      const main = document.getElementById('viewer')
      window.met = [Number(main.dataset.seq)]
      new MutationObserver(() => window.met.push(Number(main.dataset.seq))).observe(main, {
        attributeFilter: ['data-seq'],
      })
    })()`)
    await page.getByLabel('Speed').selectOption({ label: '20 lines/s' })
    await page.getByRole('button', { name: 'Play' }).click()
    await until(page, 'window.met.at(-1) >= 310')
    await page.getByRole('button', { name: 'Pause' }).click()
    const met = await page.evaluate<ReadonlyArray<number>>('window.met')
    expect(met[0]).toBe(300)
    expect(met.every((seq, i) => i === 0 || seq >= (met[i - 1] ?? 0))).toBe(true)
  })
})
