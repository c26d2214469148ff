import type { Shelf } from './shelf'

/** Draws the charts for paper while the page is printed, and for the screen again after it. */
export const followPrinting = ({ redrawAll, fitAll }: Shelf): void => {
  const drawn = (): void => {
    fitAll()
    redrawAll()
  }
  const onPaper = (isPrinting: boolean) => (): void => {
    document.documentElement.classList.toggle('printing', isPrinting)
    drawn()
  }
  addEventListener('beforeprint', onPaper(true))
  addEventListener('afterprint', onPaper(false))
  matchMedia('print').addEventListener('change', drawn)
}
