/**
 * How many durations fell up to each bound, in microseconds; the last of `counts` is beyond all
 * bounds. `sumUs` is all of them together.
 */
export type TimeHistogram = {
  readonly boundsUs: ReadonlyArray<number>
  readonly counts: ReadonlyArray<number>
  readonly count: number
  readonly sumUs: number
}

/** A histogram that may grow. */
export type GrowingHistogram = { -readonly [K in keyof TimeHistogram]: TimeHistogram[K] } & {
  readonly counts: Array<number>
}

/** From a tenth of a millisecond, which only a made venue keeps, to a minute. */
export const latencyBoundsUs: ReadonlyArray<number> = [
  100, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000,
  5_000_000, 10_000_000, 60_000_000,
]

/** Nothing measured yet. */
export const newHistogram = (boundsUs = latencyBoundsUs): GrowingHistogram => ({
  boundsUs,
  counts: [...boundsUs.map(() => 0), 0],
  count: 0,
  sumUs: 0,
})

/** One more duration; a bound belongs to what is below it. */
export const measured = (histogram: GrowingHistogram, us: number): void => {
  let bucket = 0
  while (bucket < histogram.boundsUs.length && us > (histogram.boundsUs[bucket] ?? 0)) bucket += 1
  histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1
  histogram.count += 1
  histogram.sumUs += us
}
