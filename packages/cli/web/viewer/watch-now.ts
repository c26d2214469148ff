import type { Viewer } from './viewer'

/** How often a journal that is not closed is asked after, in milliseconds. */
const everyMs = 1_000

/**
 * Asks how much of the journal there is, while more can come of it or something went wrong, and
 * only while the page is seen. `onBack` hears of the first answer after there was none.
 */
export const watchNow = (viewer: Viewer, onBack: () => void): void => {
  let isAway = false
  const isTold = (): boolean => viewer.trouble() === awayText
  const isOver = (): boolean => {
    const { isClosed, gathered } = viewer.now()
    return isClosed && gathered.isDone && !isTold() && !isAway
  }
  const ask = async (): Promise<void> => {
    if (document.hidden || isOver()) return
    try {
      viewer.setNow(await viewer.api.now())
      if (!isAway && !isTold()) return
      isAway = false
      if (isTold()) viewer.setTrouble(null)
      onBack()
    } catch {
      isAway = true
      viewer.setTrouble(awayText)
    }
  }
  const again = (): void => {
    void ask().finally(() => setTimeout(again, everyMs))
  }
  setTimeout(again, everyMs)
}

/** What is said while the server is away. */
export const awayText = 'The server does not answer. Is shadowtape view still running?'
