/** A time as seconds since a session's start, with all its microseconds: `+12.003456`. */
export const relativeTime = (us: number): string => {
  const size = Math.abs(us)
  const whole = Math.floor(size / 1_000_000)
  const fraction = String(size % 1_000_000).padStart(6, '0')
  return `${us < 0 ? '-' : '+'}${String(whole)}.${fraction}`
}

/** The microseconds that `relativeTime` wrote, or `null` for what it did not. */
export const usOfRelative = (text: string): number | null => {
  const [, sign, whole, fraction] = /^([+-])(\d+)\.(\d{6})$/.exec(text) ?? []
  if (whole === undefined || fraction === undefined) return null
  return (sign === '-' ? -1 : 1) * (Number(whole) * 1_000_000 + Number(fraction))
}
