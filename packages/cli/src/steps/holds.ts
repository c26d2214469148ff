import type { State } from '@shadowtape/core'

import { compared, exactDecimal } from '../explanations/exact-decimal'
import { atPath } from '../explanations/state-paths'
import type { LineFields } from '../journals/line-text'
import { typeOf } from '../journals/line-text'
import type { Condition, Test } from './condition'
import { isOfType } from './condition'

/** Whether a condition looks at lines only, so that nothing has to be folded to find where. */
export const isOfLines = ({ tests }: Condition): boolean => tests.every(({ of }) => of === 'line')

/** Whether a condition looks at the state only: then it strikes where it begins to hold. */
export const isOfState = ({ tests }: Condition): boolean => tests.every(({ of }) => of === 'state')

/** Whether a condition can hold on a line of a type; a quick look before the line is parsed. */
export const mayHoldOn = ({ tests }: Condition, type: string): boolean =>
  tests.every((test) => !isOfType(test) || test.values.includes(type))

/** Whether all tests of a condition that are of lines hold on one. */
export const holdsOnLine = ({ tests }: Condition, line: LineFields): boolean =>
  tests.every(
    (test) =>
      test.of === 'state' || passes(test, test.name === 'type' ? typeOf(line) : line[test.name]),
  )

/** Whether all tests of a condition that are of the state hold in one. */
export const holdsInState = ({ tests }: Condition, state: State): boolean =>
  tests.every((test) => test.of === 'line' || passes(test, atPath(state, test.name)))

/** What is null, and what is not there, is `null`; a part with parts of its own is its JSON. */
const passes = ({ comparison, values }: Test, value: unknown): boolean => {
  const text = textOf(value)
  const isSame = (wanted: string): boolean => {
    if (text === wanted) return true
    const order = orderOf(text, wanted)
    return order === 0
  }
  if (comparison === '=') return values.some(isSame)
  if (comparison === '!=') return !values.some(isSame)
  const [wanted = ''] = values
  if (comparison === '~') return text.includes(wanted)
  const order = orderOf(text, wanted)
  if (order === null) return false
  if (comparison === '<') return order < 0
  if (comparison === '<=') return order <= 0
  return comparison === '>' ? order > 0 : order >= 0
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? 'null' : JSON.stringify(value)

const orderOf = (a: string, b: string): number | null => {
  const [m, n] = [exactDecimal(a), exactDecimal(b)]
  return m === null || n === null ? null : compared(m, n)
}
