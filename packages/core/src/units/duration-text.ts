/** A length of time as people write it, in the largest unit that holds it whole: `90s`, `1m`. */
export const durationText = (us: number): string => {
  const unit = durationUnits.find(([, size]) => us % size === 0)
  return unit === undefined ? `${us}us` : `${us / unit[1]}${unit[0]}`
}

/** The units a length of time is written in, longest first, in microseconds. */
export const durationUnits: ReadonlyArray<readonly [string, number]> = [
  ['h', 3_600_000_000],
  ['m', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1_000],
  ['us', 1],
]
