/** So deep are fields told, so many of each level, and texts to so many characters. */
const depthMax = 6
const countMax = 200
const lengthMax = 10_000

/**
 * Fields as plain JSON values with every text masked, names included: errors by name, words and
 * stack; big integers as texts; bytes by their number; what refers to itself, lies too deep or
 * cannot be read is named as such. Never throws.
 */
export const plainFields = (value: unknown, redact: (text: string) => string): unknown =>
  plain(value, redact, [])

const plain = (
  value: unknown,
  redact: (text: string) => string,
  above: ReadonlyArray<object>,
): unknown => {
  switch (typeof value) {
    case 'string':
      return masked(value, redact)
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'boolean':
      return value
    case 'bigint':
      return masked(String(value), redact)
    case 'symbol':
    case 'function':
      return `[${typeof value}]`
    case 'undefined':
      return null
    case 'object':
      return value === null ? null : plainObject(value, redact, above)
  }
}

const plainObject = (
  value: object,
  redact: (text: string) => string,
  above: ReadonlyArray<object>,
): unknown => {
  if (above.includes(value)) return '[circular]'
  if (above.length >= depthMax) return '[too deep]'
  const within = [...above, value]
  try {
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
      return `[${String(value.byteLength)} bytes]`
    if (value instanceof Date)
      return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString()
    if (value instanceof URL) return masked(value.href, redact)
    if (Array.isArray(value))
      return value.slice(0, countMax).map((each) => plain(each, redact, within))
    if (value instanceof Map) return plainPairs([...value], redact, within)
    if (value instanceof Set) return plain([...value], redact, above)
    return plainPairs(
      value instanceof Error ? errorPairs(value) : Object.entries(value),
      redact,
      within,
    )
  } catch {
    return '[unreadable]'
  }
}

const plainPairs = (
  pairs: ReadonlyArray<readonly [unknown, unknown]>,
  redact: (text: string) => string,
  within: ReadonlyArray<object>,
): unknown =>
  Object.fromEntries(
    pairs
      .slice(0, countMax)
      .map(([name, each]) => [masked(String(name), redact), plain(each, redact, within)]),
  )

const errorPairs = (error: Error): ReadonlyArray<readonly [string, unknown]> => [
  ['name', error.name],
  ['message', error.message],
  ['stack', error.stack],
  ...(error.cause === undefined ? [] : [['cause', error.cause] as const]),
  ...Object.entries(error),
]

/** Masked whole first: a cut could leave the half of a secret that no mask knows. */
const masked = (text: string, redact: (text: string) => string): string => {
  const whole = redact(text)
  return whole.length > lengthMax ? `${whole.slice(0, lengthMax)}…` : whole
}
