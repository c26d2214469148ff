/** Begins a table of its own. */
export const title = (text: string): void => {
  console.log(`\n${text}`)
}

/** Prints how long each of something takes, and what that is beside something else. */
export const show = (what: string, ns: number, unit: string, beside = ''): number => {
  const rate = ns < 1e5 ? `${(1e3 / ns).toFixed(2)} M/s` : ''
  console.log(`  ${what.padEnd(44)} ${ns.toFixed(0).padStart(7)} ns/${unit}  ${rate}  ${beside}`)
  return ns
}

/** Prints how many bytes a second something gets through, of whose time each byte is given. */
export const showBytes = (what: string, nsPerByte: number, beside = ''): number => {
  console.log(`  ${what.padEnd(44)} ${(1e3 / nsPerByte).toFixed(0).padStart(7)} MB/s  ${beside}`)
  return nsPerByte
}

/** Prints how long something takes as a whole. */
export const showMs = (what: string, ns: number, beside = ''): number => {
  console.log(`  ${what.padEnd(44)} ${(ns / 1e6).toFixed(2).padStart(7)} ms  ${beside}`)
  return ns
}

/** How many times the second goes into the first. */
export const ratio = (a: number, b: number): string => `${(a / b).toFixed(2)}x`

/** How many a second there are of what takes so long. */
export const perSecond = (ns: number, what: string): string =>
  `${Math.round(1e9 / ns).toLocaleString('en')} ${what}/s`
