import { fieldsOfText, textOfLine } from '../journals/line-text'
import type { Condition } from './condition'
import type { Cursor } from './cursor'
import { holdsInState, holdsOnLine, isOfLines, isOfState, mayHoldOn } from './holds'
import type { IsIt, Way } from './line-search'
import { lineSearch } from './line-search'
import type { Ongoing } from './ongoing'

/**
 * The next line, or the one before, where one of some conditions strikes; `null` for none. Where
 * one looks at the state, the cursor is moved about.
 */
export function* breakSearch(
  cursor: Cursor,
  conditions: ReadonlyArray<Condition>,
  way: Way,
  last: number,
): Ongoing<number | null> {
  const { path } = cursor
  if (conditions.every(isOfLines))
    return yield* lineSearch({ path, from: cursor.seq(), last, way }, isStruck(conditions))
  return yield* way === 'next' ? ahead(cursor, conditions, last) : behind(cursor, conditions)
}

/** Conditions on lines, asked of a line as it passes. */
const isStruck =
  (conditions: ReadonlyArray<Condition>): IsIt =>
  ({ envelope, fields }) => {
    const open = conditions.filter((condition) => mayHoldOn(condition, envelope.type))
    if (open.length === 0) return false
    const line = fields()
    return line !== null && open.some((condition) => holdsOnLine(condition, line))
  }

/** Tells of each line that is folded whether a condition strikes there. */
const newStrikes = (cursor: Cursor, conditions: ReadonlyArray<Condition>) => {
  const holding = conditions.map(
    (condition) => isOfState(condition) && holdsInState(condition, cursor.state()),
  )
  return (b: Buffer, start: number, end: number): boolean => {
    const line = conditions.every(isOfState) ? {} : fieldsOfText(textOfLine(b, start, end))
    let isAny = false
    conditions.forEach((condition, i) => {
      const holds =
        line !== null && holdsOnLine(condition, line) && holdsInState(condition, cursor.state())
      // what is true of the state stays true for many lines: it strikes where it begins to be
      if (holds && holding[i] !== true) isAny = true
      holding[i] = holds && isOfState(condition)
    })
    return isAny
  }
}

function* ahead(
  cursor: Cursor,
  conditions: ReadonlyArray<Condition>,
  last: number,
): Ongoing<number | null> {
  const strikes = newStrikes(cursor, conditions)
  let found = null as number | null
  yield* cursor.walk(last, (b, start, end) => {
    if (!strikes(b, start, end)) return 'go on'
    found = cursor.seq()
    return 'stop'
  })
  return found
}

/** Looks through the stretches before, the nearest first, each from where a fold can begin. */
function* behind(cursor: Cursor, conditions: ReadonlyArray<Condition>): Ongoing<number | null> {
  const total = cursor.seq() - 1
  for (let to = total; to >= 1;) {
    // a stretch that ends where it begins would never end
    const from = cursor.start(to - 1)
    yield* cursor.seek(from)
    const strikes = newStrikes(cursor, conditions)
    let found = null as number | null
    yield* cursor.walk(to, (b, start, end) => {
      if (strikes(b, start, end)) found = cursor.seq()
      return 'go on'
    })
    if (found !== null) return found
    to = from
    yield { done: total - to, total }
  }
  return null
}
