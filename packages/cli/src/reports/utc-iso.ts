/** Engine time as ISO 8601 in UTC, `2025-10-27T20:36:17+00:00`; a fraction only if not 0. */
export const utcIso = (us: number): string => {
  const seconds = new Date(Math.floor(us / 1_000_000) * 1_000).toISOString().slice(0, 19)
  const fraction = us % 1_000_000
  return `${seconds}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}+00:00`
}
