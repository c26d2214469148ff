import { isGoal } from '../steps/goals'
import type { TypedGoal } from '../steps/goals'
import type { Way } from '../steps/line-search'
import type { Ongoing } from '../steps/ongoing'
import type { LineFilter } from './line-filter'
import { linesBeside } from './lines-beside'
import type { Found } from './view-data'
import type { Viewing } from './viewing'

/** What is looked for, and from where. */
export type FindAsked = {
  readonly from: number
  readonly way: Way
  readonly goal: TypedGoal | 'row'
  readonly where: LineFilter
}

/** The next such line after one, or the one before it, however far away. */
export function* findRow({ path, end }: Viewing, asked: FindAsked): Ongoing<Found> {
  const { way, goal, where } = asked
  const { last } = end()
  const from = Math.min(asked.from, way === 'next' ? last : last + 1)
  const isIt = goal === 'row' ? () => true : isGoal[goal]
  const [found] = yield* linesBeside(
    { path, from, to: way === 'next' ? last : 1, way, count: 1, stretch: 1_024 },
    (line) => isIt(line) && where.passes(line),
    ({ envelope: { seq, at } }) => ({ seq, at }),
  )
  return found ?? { seq: null, at: null }
}
