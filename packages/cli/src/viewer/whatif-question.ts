import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { askedOtherwise } from './asked-otherwise'
import type { OtherwiseTask } from './otherwise-worker'
import type { Question, Telling } from './question'
import type { Refusal } from './refusal'
import { busyNow } from './refusal'
import { runOtherwise } from './run-otherwise'

/** Each has a thread: more would only wait for each other. */
const runsMax = 2

/** What the session would have been with other settings; few are run at a time. */
export const whatifQuestion = (strategy: string | undefined): Question => {
  let runs = 0
  const told = (task: OtherwiseTask, tell: (line: object) => void): Telling => {
    runs += 1
    const run = runOtherwise(task, tell)
    const ended = async (): Promise<void> => {
      try {
        const said = await run.done
        if (said !== 'left') tell(said)
      } finally {
        runs -= 1
      }
    }
    return {
      done: ended(),
      leave: () => {
        void run.leave()
      },
    }
  }
  return {
    by: 'lines',
    read: (search, { path }): Either<Refusal, (tell: (line: object) => void) => Telling> => {
      const asked = askedOtherwise(search)
      if (isLeft(asked)) return asked
      if (runs >= runsMax) return left(busyNow(busyText))
      return right((tell) => told({ ...asked.right, path, strategy }, tell))
    },
  }
}

const busyText =
  `${String(runsMax)} sessions are run again already; when one of them is done, or left, ` +
  'there is room for another'
