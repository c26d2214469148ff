import type { Entry } from '@shadowtape/core'
import { isInputType } from '@shadowtape/core'

import { isKeeping } from '../../src/journals/is-keeping'
import type { Goal } from './api'

/** Whether a line is such a one, as the server would find it; `null` where only it can tell. */
export const nearGoal = (goal: Goal): ((entry: Entry) => boolean) | null => goals[goal]

const typed =
  (types: RegExp) =>
  ({ message: { type } }: Entry): boolean =>
    types.test(type)

const goals: Readonly<Record<Goal, ((entry: Entry) => boolean) | null>> = {
  input: ({ cause, message: { type } }) => cause === null && isInputType(type) && !isKeeping(type),
  fill: typed(/^OrderFilled$/),
  freeze: typed(/^Trading(Frozen|Reduced)$/),
  denial: typed(/(Denied|Rejected)$/),
  row: null,
}

/** What a jump to nothing says. */
export const noneText = (goal: Goal, way: 'next' | 'previous'): string =>
  `There is no ${goalNames[goal]} ${way === 'next' ? 'after' : 'before'} this line.`

const goalNames: Readonly<Record<Goal, string>> = {
  input: 'line that came in',
  fill: 'fill',
  freeze: 'freeze or reduction',
  denial: 'denial or rejection',
  row: 'line that the filter lets pass',
}
