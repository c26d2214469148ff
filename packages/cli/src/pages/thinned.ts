/** What happened at instants, thinned out where there is too much of it. */
export type Thinned<T> = {
  /** Takes the next one, of a kind; it is made only where it is kept. */
  readonly add: (at: number, kind: string, made: () => T) => void
  readonly kept: () => ReadonlyArray<T>
  /** How many there were in all. */
  readonly count: () => number
}

/**
 * Up to `keptMax` all are kept; of more, the first of each interval and kind. Where that is still
 * too many, `widened` intervals double until it is not; others stay as they are.
 */
export type ThinRule = {
  readonly keptMax: number
  readonly startAt: number
  readonly intervalUs: number
  readonly intervals: 'fixed' | 'widened'
}

type Kept<T> = { readonly at: number; readonly kind: string; readonly value: T }

/**
 * Nothing has happened yet. What is kept in widened intervals is the same whatever came between:
 * the first of each in the shortest ones, by powers of two, that leave few enough.
 */
export const newThinned = <T>({
  keptMax,
  startAt,
  intervalUs,
  intervals,
}: ThinRule): Thinned<T> => {
  let kept: Array<Kept<T>> = []
  let [count, width, isThin] = [0, intervalUs, false]
  let last = new Map<string, number>()
  const isFirst = (at: number, kind: string): boolean => {
    const interval = Math.floor((at - startAt) / width)
    if (last.get(kind) === interval) return false
    last.set(kind, interval)
    return true
  }
  const thin = (): void => {
    last = new Map()
    kept = kept.filter(({ at, kind }) => isFirst(at, kind))
  }
  const crowded = (at: number): boolean => kept.length > keptMax && at - startAt >= width
  return {
    add: (at, kind, made) => {
      count += 1
      if (isThin && !isFirst(at, kind)) return
      kept.push({ at, kind, value: made() })
      if (!isThin && kept.length > keptMax) {
        isThin = true
        thin()
      }
      while (intervals === 'widened' && crowded(at)) {
        width *= 2
        thin()
      }
    },
    kept: () => kept.map(({ value }) => value),
    count: () => count,
  }
}
