import type { Either } from 'fp-ts/Either'
import { right } from 'fp-ts/Either'

import type { CliEnv } from '../../shell/cli-env'
import type { Failure } from '../../shell/failure'
import type { Stepper } from '../stepper'
import { hearJobControl } from './job-control'
import { pressed } from './pressed'
import type { Shown } from './shown'
import { draw } from './shown'
import { termScreen } from './term-screen'

/** Goes through a journal by keys, on a screen of its own, until a person leaves. */
export const terminalMode = async (
  stepper: Stepper,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  const shown: Shown = {
    ...{ stepper, screen: null, prompt: null, pane: null, said: null, count: '' },
    ...{ headway: null, isLeaving: false, isStopAsked: false, farewell: [] },
  }
  const keys: Array<string> = []
  let wake: () => void = () => undefined
  const screen = await termScreen(
    {
      onKey: (key) => {
        if (shown.headway !== null && stopKeys.has(key)) shown.isStopAsked = true
        else keys.push(key)
        wake()
      },
      onResize: () => {
        draw(shown)
      },
    },
    (env.variables['NO_COLOR'] ?? '') === '',
  )
  shown.screen = screen
  const control = hearJobControl(screen, () => {
    draw(shown)
  })
  const growing = setInterval(() => {
    lookedAgain(shown)
  }, growMs)
  try {
    screen.enter()
    draw(shown)
    while (!shown.isLeaving) {
      const key = keys.shift()
      if (key === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else if (key === 'CTRL_Z') control.suspend()
      else await pressed(shown, key)
      if (keys.length === 0) draw(shown)
    }
  } finally {
    clearInterval(growing)
    screen.leave()
    control.stop()
  }
  env.print(shown.farewell.map((text) => `${text}\n`).join(''))
  return right(undefined)
}

const stopKeys: ReadonlySet<string> = new Set(['ESCAPE', 'CTRL_C'])
const growMs = 1_000

/** A session may still be recorded: the screen says how many lines there are by now. */
const lookedAgain = (shown: Shown): void => {
  const { pages } = shown.stepper
  const before = pages.last()
  if (shown.headway === null) pages.refresh()
  if (pages.last() !== before) draw(shown)
}
