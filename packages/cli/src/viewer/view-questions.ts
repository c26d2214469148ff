import type { Gathering } from './gathering'
import { newLaneWalk } from './lane-walk'
import { lanesQuestion } from './lanes-question'
import type { Question } from './question'
import { questionsOf } from './questions'
import type { Viewing } from './viewing'
import { whatifQuestion } from './whatif-question'

/** All that can be asked of a viewer, by name, and what is gathered aside to answer it. */
export const viewQuestions = (
  viewing: Viewing,
): {
  readonly gathering: Gathering
  readonly questions: Readonly<Record<string, Question>>
} => {
  const walk = newLaneWalk(viewing)
  return {
    gathering: walk,
    questions: {
      ...questionsOf(walk),
      lanes: lanesQuestion(viewing, walk),
      whatif: whatifQuestion(viewing.strategyPath),
    },
  }
}
