/** One side of a made-up book, flat and best first: price, quantity, price, quantity, ... */
export type BookSide = Array<number>

/** Which way prices get worse: a bid's fall, an ask's rise. */
export type Worse = -1 | 1

/** Sets the quantity at a price, where it belongs; 0 takes the level away. */
export const setLevel = (side: BookSide, worse: Worse, price: number, qty: number): void => {
  let at = 0
  while (at < side.length && ((side[at] as number) - price) * worse < 0) at += 2
  const isThere = side[at] === price
  if (qty === 0) {
    if (isThere) side.splice(at, 2)
  } else if (isThere) side[at + 1] = qty
  else side.splice(at, 0, price, qty)
}

/** Takes away every level better than a price. */
export const pullBetter = (side: BookSide, worse: Worse, price: number): void => {
  let end = 0
  while (end < side.length && ((side[end] as number) - price) * worse < 0) end += 2
  side.splice(0, end)
}

/** Takes a quantity off the best levels, at most `levelsMax` of them; says what traded, flat. */
export const takeBest = (side: BookSide, qty: number, levelsMax: number): ReadonlyArray<number> => {
  const traded: Array<number> = []
  let left = qty
  while (left > 0 && side.length > 0 && traded.length < levelsMax * 2) {
    const price = side[0] as number
    const resting = side[1] as number
    const taken = Math.min(left, resting)
    traded.push(price, taken)
    left -= taken
    if (taken === resting) side.splice(0, 2)
    else side[1] = resting - taken
  }
  return traded
}

/** The levels that turn one view of a side into another; quantity 0 deletes. */
export const sideDelta = (
  before: ReadonlyArray<number>,
  after: ReadonlyArray<number>,
  worse: Worse,
): ReadonlyArray<number> => {
  const delta: Array<number> = []
  let was = 0
  let is = 0
  while (was < before.length || is < after.length) {
    const order =
      was >= before.length
        ? 1
        : is >= after.length
          ? -1
          : ((before[was] as number) - (after[is] as number)) * worse
    if (order < 0) delta.push(before[was] as number, 0)
    else if (order > 0) delta.push(after[is] as number, after[is + 1] as number)
    else if (before[was + 1] !== after[is + 1])
      delta.push(after[is] as number, after[is + 1] as number)
    if (order <= 0) was += 2
    if (order >= 0) is += 2
  }
  return delta
}
