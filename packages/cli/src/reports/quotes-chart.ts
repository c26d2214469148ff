import type { QuotesAround } from '../postmortems/quotes-around'

const rows = 11

/**
 * Quotes around an instant as text: the market's touch as dots, our own best quotes as lines, fills
 * as arrows, and the instant as a column. Times run from left to right, prices upward.
 */
export const quotesChart = (
  { fromAt, toAt, samples, fills }: Omit<QuotesAround, 'symbol' | 'stopAt'>,
  stopAt: number,
  width: number,
): ReadonlyArray<string> => {
  const prices = [
    ...samples.flatMap(({ bid, ask, ownBid, ownAsk }) => [bid, ask, ownBid, ownAsk]),
    ...fills.map(({ price }) => price),
  ].flatMap((price) => (price === null ? [] : [price]))
  if (prices.length === 0) return []
  const [low, high] = [lowestOf(prices), highestOf(prices)]
  const columnOf = (at: number): number =>
    Math.max(0, Math.min(width - 1, Math.floor(((at - fromAt) * width) / (toAt - fromAt))))
  const span = Number(high) - Number(low)
  const rowOf = (price: string): number =>
    span === 0
      ? Math.floor(rows / 2)
      : Math.round(((Number(high) - Number(price)) / span) * (rows - 1))
  const cells = Array.from({ length: rows }, () => Array.from({ length: width }, () => ' '))
  const put = (price: string | null, column: number, mark: string): void => {
    const row = price === null ? undefined : cells[rowOf(price)]
    if (row !== undefined) row[column] = mark
  }
  for (const row of cells) row[columnOf(stopAt)] = '│'
  let next = 0
  for (let column = 0; column < width; column++) {
    while (next + 1 < samples.length && columnOf(samples[next + 1]?.at ?? 0) <= column) next += 1
    const sample = samples[next]
    // beyond the last line nothing is known
    if (sample === undefined || columnOf(sample.at) > column) continue
    if (column > columnOf(samples.at(-1)?.at ?? 0)) break
    put(sample.bid, column, '·')
    put(sample.ask, column, '·')
    put(sample.ownBid, column, '─')
    put(sample.ownAsk, column, '─')
  }
  for (const { at, side, price } of fills) put(price, columnOf(at), side === 'Buy' ? '▲' : '▼')
  const labelWidth = Math.max(low.length, high.length)
  return cells.map((row, i) => {
    const isOne = span === 0 && i === Math.floor(rows / 2)
    const ends = i === 0 ? high : i === rows - 1 ? low : ''
    const label = isOne ? low : span === 0 ? '' : ends
    return `${label.padStart(labelWidth)} ${row.join('')}`.trimEnd()
  })
}

const lowestOf = (prices: ReadonlyArray<string>): string =>
  prices.reduce((low, price) => (Number(price) < Number(low) ? price : low))

const highestOf = (prices: ReadonlyArray<string>): string =>
  prices.reduce((high, price) => (Number(price) > Number(high) ? price : high))
