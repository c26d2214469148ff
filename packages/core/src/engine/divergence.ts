/**
 * Where a re-execution first says something else than the journal. Texts are whole lines without
 * their newline; `null` where a side has no line there.
 */
export type Divergence = {
  readonly line: number
  readonly seq: number
  readonly kind: 'changed' | 'missing' | 'extra' | 'reordered' | 'hidden state' | 'crashed'
  readonly field: string | null
  readonly recorded: string | null
  readonly replayed: string | null
  readonly cause: number | null
  /** What stopped the engine when it crashed, or where a line went that is said later. */
  readonly says: string | null
}

/** Where two runs of bytes first differ: the beginning of that line, and how many pass before. */
export type Parting = { readonly start: number; readonly passed: number }

/** The first line in which two runs of bytes differ. */
export const partingOf = (recorded: Uint8Array, replayed: Uint8Array): Parting => {
  let start = 0
  let passed = 0
  for (let p = 0; p < Math.min(recorded.length, replayed.length); p++) {
    if (recorded[p] !== replayed[p]) break
    if (recorded[p] === 10) {
      start = p + 1
      passed += 1
    }
  }
  return { start, passed }
}

/** The difference between two lines that stand at the same place. */
export const difference = (
  recorded: string | null,
  replayed: string | null,
  line: number,
): Divergence => {
  const was = fieldsOfLine(recorded)
  const is = fieldsOfLine(replayed)
  const field =
    [...new Set([...was.keys(), ...is.keys()])].find((name) => was.get(name) !== is.get(name)) ??
    null
  const cause = is.get('cause') ?? was.get('cause')
  return {
    line,
    seq: line,
    kind: recorded === null ? 'extra' : replayed === null ? 'missing' : 'changed',
    field: recorded === null || replayed === null ? null : field,
    recorded,
    replayed,
    cause: cause === undefined || cause === 'null' ? null : Number(cause),
    says: null,
  }
}

/** The fields of a line, each as its JSON text, in the line's order; none for what is not JSON. */
export const fieldsOfLine = (text: string | null): ReadonlyMap<string, string> => {
  if (text === null) return new Map()
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return new Map()
    return new Map(Object.entries(value).map(([name, field]) => [name, JSON.stringify(field)]))
  } catch {
    return new Map()
  }
}
