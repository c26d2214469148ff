/** The prices of one side of a book, kept only to know the best of them. */
export type SidePrices = {
  /** The levels of a snapshot, best first: price, size, price, size, ... */
  readonly load: (levels: ReadonlyArray<number>) => void
  /** The levels of a delta; size 0 deletes. */
  readonly apply: (levels: ReadonlyArray<number>) => void
  readonly best: () => number | null
}

/** A side without prices; the best bid is the highest, the best ask the lowest. */
export const newSidePrices = (side: 'bids' | 'asks'): SidePrices => {
  const sign = side === 'bids' ? 1 : -1
  // ranks rise towards the best, which so stands last, where most changes are
  const ranks: Array<number> = []
  return {
    load: (levels) => {
      ranks.length = 0
      for (let i = levels.length - 2; i >= 0; i -= 2) {
        if (levels[i + 1] !== 0) insert(ranks, (levels[i] as number) * sign)
      }
    },
    apply: (levels) => {
      for (let i = 0; i < levels.length; i += 2) {
        const rank = (levels[i] as number) * sign
        if (levels[i + 1] === 0) remove(ranks, rank)
        else insert(ranks, rank)
      }
    },
    best: () => (ranks.length === 0 ? null : (ranks[ranks.length - 1] as number) * sign),
  }
}

/** How many ranks are below the given one. */
const placeOf = (ranks: ReadonlyArray<number>, rank: number): number => {
  let low = 0
  let high = ranks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranks[middle] as number) < rank) low = middle + 1
    else high = middle
  }
  return low
}

const insert = (ranks: Array<number>, rank: number): void => {
  const place = placeOf(ranks, rank)
  if (ranks[place] === rank) return
  for (let i = ranks.length; i > place; i--) ranks[i] = ranks[i - 1] as number
  ranks[place] = rank
}

const remove = (ranks: Array<number>, rank: number): void => {
  const place = placeOf(ranks, rank)
  if (ranks[place] !== rank) return
  for (let i = place + 1; i < ranks.length; i++) ranks[i - 1] = ranks[i] as number
  ranks.length -= 1
}
