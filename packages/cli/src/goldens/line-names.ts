import { relativeTime } from './relative-time'

/**
 * Names that lines, orders, fills and links have by when they were said, counted from the session's
 * start: an order more or less changes no other's name, as it would the next `o-18`.
 */
export type LineNames = {
  /** Notes a line; those that are left out of a golden too, as others may name them. */
  readonly line: (seq: number, at: number, type: string) => void
  /** `OrderFilled@12.003456`, and `OrderFilled@12.003456#2` for the second at that instant. */
  readonly ofLine: (seq: number) => string | null
  /** The same without the type. */
  readonly timeOf: (seq: number) => string | null
  /** Gives an id its name, where it has none. */
  readonly give: (kind: Named, id: string, at: number) => void
  /** An id's name; the id itself where it was given before the session's first line here. */
  readonly of: (kind: Named, id: string) => string
}

/** What is named: an order, a fill, a link that a strategy gave. */
export type Named = 'o' | 'f' | 'l'

/** Names before any line was seen; times are counted from `start`. */
export const newLineNames = (start: number): LineNames => {
  const lines = new Map<number, { readonly type: string; readonly at: number; nth: number }>()
  const ids = new Map<string, string>()
  const instants = new Map<string, number>()
  let instant = -1
  const nthAt = (at: number, kind: string): number => {
    if (at !== instant) instants.clear()
    instant = at
    const nth = (instants.get(kind) ?? 0) + 1
    instants.set(kind, nth)
    return nth
  }
  const named = (at: number, nth: number): string =>
    `@${relativeTime(at - start).slice(1)}${nth === 1 ? '' : `#${String(nth)}`}`
  return {
    line: (seq, at, type) => {
      lines.set(seq, { type, at, nth: nthAt(at, type) })
    },
    ofLine: (seq) => {
      const line = lines.get(seq)
      return line === undefined ? null : `${line.type}${named(line.at, line.nth)}`
    },
    timeOf: (seq) => {
      const line = lines.get(seq)
      return line === undefined ? null : named(line.at, line.nth)
    },
    give: (kind, id, at) => {
      const key = `${kind}${id}`
      if (!ids.has(key)) ids.set(key, `${kind}${named(at, nthAt(at, `name ${kind}`))}`)
    },
    of: (kind, id) => ids.get(`${kind}${id}`) ?? id,
  }
}
