/** What came of a commit: it replays the journal, it does not, or it cannot tell. */
export type Judged = 'equal' | 'diverged' | 'unfit'

/** How commits are found and tried. */
export type Hunt = {
  /** Which commits may be the first bad one, the best to try next first; the bad one not. */
  readonly candidates: (bad: string, goods: ReadonlyArray<string>) => Promise<ReadonlyArray<string>>
  readonly judge: (commit: string) => Promise<Judged>
  /** Hears how many are left to try. */
  readonly onLeft: (commits: number, steps: number) => void
}

/** Where a search for the first bad commit ended. */
export type Hunted = {
  /** The first commit that is bad, as far as is known. */
  readonly bad: string
  /** The last ones that are good. */
  readonly goods: ReadonlyArray<string>
  /** Those that cannot tell, and may be the first bad one in its stead. */
  readonly unfit: ReadonlyArray<string>
}

/** Halves the commits between a good one and a bad one until the first bad one is found. */
export const firstBadCommit = async (
  good: string,
  bad: string,
  { candidates, judge, onLeft }: Hunt,
): Promise<Hunted> => {
  const unfit = new Set<string>()
  const goods = [good]
  let first = bad
  for (;;) {
    const left = await candidates(first, goods)
    const open = left.filter((commit) => !unfit.has(commit))
    const next = open[placeOf(left, open)]
    if (next === undefined)
      return { bad: first, goods, unfit: left.filter((commit) => unfit.has(commit)) }
    onLeft(open.length, Math.ceil(Math.log2(open.length + 1)))
    const judged = await judge(next)
    if (judged === 'unfit') unfit.add(next)
    else if (judged === 'equal') goods.push(next)
    else first = next
  }
}

/**
 * The best one, or one further off the more of the best could not tell: commits that cannot be
 * built often lie side by side.
 */
const placeOf = (left: ReadonlyArray<string>, open: ReadonlyArray<string>): number => {
  const skipped = left.length - open.length
  return skipped === 0 ? 0 : Math.min(open.length - 1, 2 ** Math.min(skipped, 20) - 1)
}
