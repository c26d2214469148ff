import type { Now } from '../../src/viewer/view-data'
import { inChromium } from '../pages/in-chromium'
import { freezeJournal, seqsIn, servedPages, standAt } from './served-page'

inChromium("the list of a session's lines, where they come late", () => {
  const { open, complaints } = servedPages()

  it('asks for none before it is anywhere, though it hears that there are more', async () => {
    const page = await open(freezeJournal, '#seq=1200')
    let [told, heardAgain] = [0, (): void => undefined]
    const again = new Promise<void>((resolve) => {
      heardAgain = resolve
    })
    // as if the session were still gathered, so that it is asked after once more
    await page.route(/api\/now$/, async (route) => {
      const now = (await (await route.fetch()).json()) as Now
      told += 1
      await route.fulfill({ json: { ...now, gathered: { ...now.gathered, isDone: told > 2 } } })
      if (told > 1) heardAgain()
    })
    const asked: Array<string> = []
    await page.route(/api\/(rows|place)\?/, async (route) => {
      const { pathname, searchParams } = new URL(route.request().url())
      if (pathname.endsWith('rows')) asked.push(searchParams.get('from') ?? '')
      else await again
      await route.continue()
    })
    await page.reload()
    await standAt(page, 1_200)
    await page.locator('#line-1200').waitFor()
    expect(asked).not.toContain('-1')
    expect(await seqsIn(page)).toContain(1_300)
    await page.close()
    expect(complaints()).toStrictEqual([])
  })
})
