/** A whole number as people read it: `1,234,567`. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** So many of a thing: `1 line`, `1,234 lines`. */
export const quantity = (n: number, thing: string): string =>
  `${grouped(n)} ${thing}${n === 1 ? '' : 's'}`

/** Bytes in the unit that fits, in powers of ten: `16.7 MB`. */
export const bytesText = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), byteUnits.length - 1)
  const size = bytes / 1_000 ** power
  return `${power === 0 ? String(bytes) : size.toFixed(1)} ${byteUnits[power] ?? 'B'}`
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB']

/** How fast something went: `123,456 lines/s`. Nothing can have taken no time. */
export const perSecond = (n: number, seconds: number): number =>
  Math.round(n / Math.max(seconds, 1e-6))

/** A length of engine time in the largest unit that it is a whole number of: `100 ms`. */
export const spanText = (us: number): string => {
  if (us % 1_000_000 === 0) return `${grouped(us / 1_000_000)} s`
  return us % 1_000 === 0 ? `${grouped(us / 1_000)} ms` : `${grouped(us)} us`
}
