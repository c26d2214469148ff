/** What can be done with a chart that is drawn. */
export type OnShelf = { readonly redraw: () => void; readonly fit: () => void }

/** All charts of the page: they are drawn once their boxes are in it, and again when it changes. */
export type Shelf = {
  readonly add: (draw: () => OnShelf) => void
  readonly drawAll: () => void
  readonly redrawAll: () => void
  readonly fitAll: () => void
}

/** A shelf without charts. */
export const newShelf = (): Shelf => {
  const waiting: Array<() => OnShelf> = []
  const drawn: Array<OnShelf> = []
  return {
    add: (draw) => void waiting.push(draw),
    drawAll: () => {
      for (const draw of waiting.splice(0)) drawn.push(draw())
    },
    redrawAll: () => {
      for (const { redraw } of drawn) redraw()
    },
    fitAll: () => {
      for (const { fit } of drawn) fit()
    },
  }
}
