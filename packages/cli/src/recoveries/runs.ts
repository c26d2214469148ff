/** Which line of a salvaged journal a line of the damaged one became, in memory by the gap. */
export type Runs = {
  /** An old line becomes a new one; both only ever rise. */
  readonly line: (old: number, now: number) => void
  /** A new line stands for the old ones that are missing behind the last. */
  readonly gap: (now: number) => void
  /** What an earlier old line became; for one that is missing, the line that says so. */
  readonly newOf: (old: number) => number
}

/** Lines that follow each other in both journals, and the gap behind them. */
type Stretch = { readonly old: number; readonly now: number; last: number; gap: number }

/** No line yet. */
export const runsOf = (): Runs => {
  const stretches: Array<Stretch> = []
  return {
    line: (old, now) => {
      const last = stretches.at(-1)
      const isNext = last?.last === old - 1 && now === last.now + old - last.old
      if (isNext) last.last = old
      else stretches.push({ old, now, last: old, gap: 0 })
    },
    gap: (now) => {
      const last = stretches.at(-1)
      if (last !== undefined) last.gap = now
    },
    newOf: (old) => {
      let low = 0
      for (let high = stretches.length; high - low > 1;) {
        const middle = (low + high) >> 1
        if ((stretches[middle] as Stretch).old <= old) low = middle
        else high = middle
      }
      const stretch = stretches[low] as Stretch
      return old <= stretch.last ? stretch.now + old - stretch.old : stretch.gap
    },
  }
}
