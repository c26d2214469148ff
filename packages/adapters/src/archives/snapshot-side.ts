/**
 * A side of a snapshot, flat and best first, from rows in any order: of a price that comes twice
 * the last size holds, and what has no size is not there.
 */
export const snapshotSide = (
  levels: ReadonlyArray<number>,
  side: 'bids' | 'asks',
): ReadonlyArray<number> => {
  const sizes = new Map<number, number>()
  for (let i = 0; i < levels.length; i += 2) {
    sizes.set(levels[i] as number, levels[i + 1] as number)
  }
  const sign = side === 'bids' ? -1 : 1
  const prices = [...sizes.keys()].sort((a, b) => (a - b) * sign)
  return prices.flatMap((price) => {
    const size = sizes.get(price) as number
    return size === 0 ? [] : [price, size]
  })
}
