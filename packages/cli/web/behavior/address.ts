import type { View } from '../sections/view'
import { fragmentOf, instantIn } from '../text/fragment'
import type { Page } from './page'

/** Keeps the instant that is looked at in the page's address, and follows the address. */
export const followAddress = (
  { link }: Page,
  views: readonly [View, ...Array<View>],
  hold: (at: number) => void,
): void => {
  const [first] = views
  const sessions = views.map(({ report }) => report)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isReading = false
  const follow = (): void => {
    const at = instantIn(location.hash, sessions) ?? instantOfStop(location.hash, views)
    if (at === null) return
    isReading = true
    hold(at)
    isReading = false
  }
  link.onPoint((at, isHeld) => {
    if (!isHeld || at === null || isReading) return
    clearTimeout(waiting)
    // browsers refuse an address that changes with every key that is held down
    waiting = setTimeout(() => history.replaceState(null, '', fragmentOf(at, first.report)), 120)
  })
  addEventListener('hashchange', follow)
  follow()
}

/** The instant of the stop that a fragment names, such as `#freeze-1`. */
const instantOfStop = (hash: string, views: ReadonlyArray<View>): number | null => {
  for (const view of views)
    for (const { n, at } of view.report.stops)
      if (hash === `#${view.id(`freeze-${String(n)}`)}`) return at - view.report.startAt
  return null
}
