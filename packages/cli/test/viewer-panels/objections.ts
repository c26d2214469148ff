import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** A desktop and a phone, in both themes. */
export const everySize = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({
    ...{ width, height: width === 390 ? 844 : 900, colorScheme },
  })),
)

type Found = {
  readonly id: string
  readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary: string }>
}

/** What axe objects to in a page, or in the parts of it that selectors find. */
export const objectionsTo = async (
  page: Page,
  parts: ReadonlyArray<string> = ['html'],
): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source)
  const within = JSON.stringify({ include: parts.map((part) => [part]) })
  const found = await page.evaluate<ReadonlyArray<Found>>(
    `axe.run(${within}).then(({ violations }) => violations)`,
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
