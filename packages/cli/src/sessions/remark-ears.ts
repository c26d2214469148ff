import { captureProblemText } from '@shadowtape/adapters'
import type { Message } from '@shadowtape/core'

import { frozenText, thawedText } from '../reports/freeze-text'
import type { CliEnv } from '../shell/cli-env'
import { warningOn } from '../shell/warning-on'
import type { CaptureSessionEars } from './capture-session'

/** What a person hears of a session while it runs, whatever its data come from. */
export type RemarkEars = Pick<CaptureSessionEars, 'warning' | 'problem' | 'entries'>

const problemsShownMax = 20

/** Ears that remark on what a person has to know at once; `say` is where they do, else stderr. */
export const remarkEars = (env: CliEnv, say = env.remark): RemarkEars => {
  let problems = 0
  return {
    warning: warningOn({ ...env, remark: say }),
    problem: (problem) => {
      problems += 1
      if (problems <= problemsShownMax) say(`left out: ${captureProblemText(problem)}\n`)
      else if (problems === problemsShownMax + 1) say('left out: more, counted in the report\n')
    },
    entries: (entries) => {
      for (const { message } of entries) {
        const says = aloud(message)
        if (says !== null) say(says)
      }
    },
  }
}

/** What a person hears at once: that a rule or the edge stopped trading, or let it go on. */
const aloud = (message: Message): string | null => {
  switch (message.type) {
    case 'TradingFrozen':
    case 'TradingReduced':
      return message.reason === 'OPERATOR' && !ofTheHouse.has(message.actor ?? '')
        ? null
        : frozenText(message)
    case 'TradingThawed':
      return message.actor === 'rule:thaw' || ofTheHouse.has(message.actor)
        ? thawedText(message)
        : null
    default:
      return null
  }
}

/** Who freezes and thaws a live session where no person does: what they do has to be heard of. */
const ofTheHouse: ReadonlySet<string> = new Set(['journal', 'orders', 'stream', 'venue'])
