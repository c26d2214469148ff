import * as t from 'io-ts'

/**
 * What a fill traded with: a draw of the scheduled model, the displayed book, a public trade,
 * another order of the same account, or one of another account of ours. A real venue does not say:
 * there a maker's fill is with a trade, a taker's with the book.
 */
export const FillAgainst = t.keyof(
  {
    DRAW: null,
    BOOK: null,
    TRADE: null,
    OWN: null,
    ACCOUNT: null,
  },
  'FillAgainst',
)
export type FillAgainst = t.TypeOf<typeof FillAgainst>
