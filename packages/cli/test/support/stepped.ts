import { isLeft } from 'fp-ts/Either'

import type { ReplaySubject } from '../../src/replays/replay-subject'
import { replaySubject } from '../../src/replays/replay-subject'
import { finished } from '../../src/steps/ongoing'
import { parseStep } from '../../src/steps/parse-step'
import type { Frame, Pane } from '../../src/steps/screen/frame'
import { statusRow } from '../../src/steps/screen/status-row'
import type { Stepper } from '../../src/steps/stepper'
import { newStepper } from '../../src/steps/stepper'
import { stepView } from '../../src/steps/step-view'
import type { Done } from '../../src/steps/stepping'

/** The header and the strategy of a journal that has both. */
export const subjectOf = async (path: string): Promise<ReplaySubject> => {
  const quiet = { print: () => undefined, remark: () => undefined, variables: {} }
  const isTerminal = { stdout: false, stderr: false }
  const subject = await replaySubject(path, undefined, { ...quiet, isTerminal })
  if (isLeft(subject)) throw new Error(subject.left.failure?.says)
  return subject.right
}

/** A stepper at the first line of a journal. */
export const stepperAt = async (path: string): Promise<Stepper> => {
  const stepper = newStepper(path, await subjectOf(path))
  told(stepper, 'first')
  return stepper
}

/** Tells a stepper a command, and what came of it. */
export const told = (stepper: Stepper, text: string): Done => {
  const action = parseStep(text)
  if (isLeft(action)) throw new Error(action.left)
  return finished(stepper.perform(action.right))
}

/** What nobody has typed into yet. */
export const idle = { prompt: null, headway: null, said: null, count: '' }

/** What a screen shows of the place where a stepper stands. */
export const frameOf = (stepper: Stepper, columns: number, pane: Pane | null = null): Frame => {
  const view = stepView(stepper)
  return {
    view,
    pane,
    around: (before, behind) =>
      Array.from({ length: before + behind + 1 }, (_, i) => view.seq - before + i)
        .filter((seq) => seq >= 1 && seq <= view.last)
        .map((seq) => ({ seq, line: stepper.pages.line(seq) })),
    status: statusRow(idle, columns),
  }
}
