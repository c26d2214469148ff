import type { Lanes } from '../../../src/viewer/view-data'
import type { Viewer } from '../viewer'

/** Lanes of a whole session, as far as they are told. */
export type WholeLanes = {
  readonly lanes: () => Lanes | null
  /** Has them for the first time. */
  readonly begin: () => void
}

/** Who hears of them. */
export type WholeLanesOf = {
  readonly viewer: Viewer
  readonly onLanes: () => void
  readonly onFault: (error: unknown) => void
}

/** How often the whole is asked for while there comes more of it, in milliseconds. */
const wholeMs = 2_500

/** Asks for the whole, and again as more of it is gathered, until all of that is here. */
export const newWholeLanes = ({ viewer, onLanes, onFault }: WholeLanesOf): WholeLanes => {
  let lanes = null as Lanes | null
  let [isAsked, askedAt] = [false, -Infinity]
  let waiting = null as number | null
  const isBehind = (): boolean => lanes === null || lanes.seq < viewer.now().gathered.seq
  const ask = async (): Promise<void> => {
    if (isAsked) return
    isAsked = true
    try {
      lanes = await viewer.api.lanes(null)
      onLanes()
    } catch (error) {
      onFault(error)
    } finally {
      askedAt = performance.now()
      isAsked = false
    }
    // more may have been gathered meanwhile, and nobody is asked after that again
    if (lanes !== null && isBehind()) askSoon()
  }
  /** At once where it has not been asked for lately; else as soon as that is no longer so. */
  const askSoon = (): void => {
    if (isAsked || waiting !== null) return
    const asks = (): void => {
      waiting = null
      void ask()
    }
    waiting = window.setTimeout(asks, Math.max(0, askedAt + wholeMs - performance.now()))
  }
  viewer.listen('now', () => {
    if (isBehind()) askSoon()
  })
  return { lanes: () => lanes, begin: () => void ask() }
}
