/** A result as JSON on one line, or indented; sorted keys make equal results equal bytes. */
export const sortedJson = (value: unknown, layout: 'line' | 'indented'): string =>
  JSON.stringify(sorted(value), null, layout === 'indented' ? 2 : undefined)

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]))
}
