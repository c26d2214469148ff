import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Ongoing } from '../steps/ongoing'
import type { Asked } from './asked'
import { placeReader } from './asked'
import type { LaneWalk } from './lane-walk'
import type { Answer, Question } from './question'
import { questionOf } from './question'
import type { Refusal } from './refusal'
import { misasked } from './refusal'
import { newStretches } from './stretches'
import type { Viewing } from './viewing'

/** Who asks for a stretch has the cursor of stretches for itself. */
const need = 'cursor of stretches'

/** The lanes of the whole session as far as they are gathered, or of a stretch of it. */
export const lanesQuestion = (viewing: Viewing, walk: LaneWalk): Question => {
  const stretches = newStretches(viewing, walk)
  const asked = ({ from, to }: Asked<typeof readers>): Either<Refusal, () => Ongoing<Answer>> => {
    if (from === undefined && to === undefined) return right(() => wholeOf(walk))
    if (from === undefined || to === undefined)
      return left(misasked('a stretch is asked for by from and to, both of them'))
    if (from > to) return left(misasked('a stretch ends no earlier than it begins'))
    return right(function* () {
      return right(JSON.stringify(yield* stretches.between({ from, to })))
    })
  }
  return questionOf(readers, asked, need)
}

const readers = { from: placeReader, to: placeReader }

/** Of a long session both take a moment: what else waits comes between. */
function* wholeOf(walk: LaneWalk): Ongoing<Answer> {
  yield { done: 0, total: 2 }
  const lanes = walk.lanes()
  yield { done: 1, total: 2 }
  return right(JSON.stringify(lanes))
}
