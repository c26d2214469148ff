/** A level as it is shown: price and size, as texts. */
export type LevelText = readonly [price: string, size: string]

/** The first levels of both sides, best first. */
export type BookView = {
  readonly bids: ReadonlyArray<LevelText>
  readonly asks: ReadonlyArray<LevelText>
}

/**
 * What turns one view into the next: levels that are new or of another size, and with a size of 0
 * those that the view has no more. A level that left the view because better ones came is such a
 * one too; none is named that the view did not have.
 */
export const viewDelta = (before: BookView, after: BookView): BookView => ({
  bids: sideDelta(before.bids, after.bids),
  asks: sideDelta(before.asks, after.asks),
})

/** Whether nothing is in a view, or in a delta. */
export const isEmptyView = ({ bids, asks }: BookView): boolean =>
  bids.length === 0 && asks.length === 0

const sideDelta = (
  before: ReadonlyArray<LevelText>,
  after: ReadonlyArray<LevelText>,
): ReadonlyArray<LevelText> => {
  const had = new Map(before)
  const has = new Map(after)
  const gone = before.filter(([price]) => !has.has(price)).map(([price]) => [price, '0'] as const)
  return [...after.filter(([price, size]) => had.get(price) !== size), ...gone]
}
