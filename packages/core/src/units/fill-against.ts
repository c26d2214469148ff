import * as t from 'io-ts'

/**
 * What a fill traded with: a draw of the scheduled model, the displayed book, a public trade, or
 * another order of our own.
 */
export const FillAgainst = t.keyof(
  {
    DRAW: null,
    BOOK: null,
    TRADE: null,
    OWN: null,
  },
  'FillAgainst',
)
export type FillAgainst = t.TypeOf<typeof FillAgainst>
