/** Colors of charts by what they mean; the values are in the style sheet, one for each theme. */
export type Paint =
  | 'bid'
  | 'ask'
  | 'market'
  | 'band'
  | 'first'
  | 'second'
  | 'third'
  | 'fourth'
  | 'stop'
  | 'limit'
  | 'grid'
  | 'ink'

/** The color that something has in the theme of the page right now. */
export const colorOf = (paint: Paint): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--chart-${paint}`).trim()
