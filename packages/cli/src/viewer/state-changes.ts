import type { Change } from '../explanations/state-paths'
import { changesBetween } from '../explanations/state-paths'
import { stateJson } from '../reports/state-report'
import type { Ongoing } from '../steps/ongoing'
import { toldText } from './told-text'
import type { LineFacts, StateChange } from './view-data'
import type { Viewing } from './viewing'

/** So many places in the whole state are told. */
const innerMax = 200

/** Of a value so much of its JSON is told. */
const valueMax = 2_000

const nothing = { changes: [], inner: { changes: [], more: 0 } }

/** What a line changed in the state; nothing where the journal cannot be folded so far. */
export function* changesOf(
  { aside: cursor }: Viewing,
  seq: number,
): Ongoing<Pick<LineFacts, 'changes' | 'inner'>> {
  yield* cursor.seek(seq - 1)
  if (cursor.seq() !== seq - 1) return nothing
  const before = structuredClone({ told: stateJson(cursor.state()), inner: cursor.state() })
  yield* cursor.walk(seq, () => 'stop')
  if (cursor.seq() !== seq) return nothing
  const state = cursor.state()
  const inner = changesBetween(before.inner, state).filter(({ path }) => !inEveryLine.has(path))
  return {
    changes: changesBetween(before.told, stateJson(state)).map(changeText),
    inner: {
      changes: inner.slice(0, innerMax).map(changeText),
      more: Math.max(0, inner.length - innerMax),
    },
  }
}

/** Places that every line changes. */
const inEveryLine: ReadonlySet<string> = new Set(['seq', 'at'])

const changeText = ({ path, before, after }: Change): StateChange => ({
  path,
  before: valueText(before),
  after: valueText(after),
})

const valueText = (value: unknown): string | null => {
  // JSON has no word for what is not there
  const text = JSON.stringify(value) as string | undefined
  return text === undefined ? null : toldText(text, valueMax)
}
