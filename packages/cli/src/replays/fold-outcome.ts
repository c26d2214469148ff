import type { Unequal } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import type { FoldRun } from '../journals/fold-journal'
import { foldJournal } from '../journals/fold-journal'
import { faultFailure } from '../journals/journal-failure'
import { changedOutcome, damageOutcome, fileOutcome, scanOutcome } from '../journals/scan-outcome'
import { printable } from '../reports/printable'
import { quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import { pace } from './pace'
import type { ReplaySubject } from './replay-subject'

/** Folds a journal and compares the state it comes to with the one it closed with. */
export const foldOutcome = (path: string, subject: ReplaySubject, env: CliEnv): Outcome => {
  const progress = progressOn(env, 'folding')
  const started = performance.now()
  const folded = foldJournal(path, subject.strategy, progress.tick)
  const seconds = (performance.now() - started) / 1_000
  progress.finish()
  if (isLeft(folded)) return fileOutcome(path, folded.left)
  const run = folded.right
  if (run.fault === null && run.crash === null && run.found.closed !== null && run.tornBytes === 0)
    return sameState(path, run, seconds)
  return stopped(path, run, env)
}

const sameState = (file: string, run: FoldRun, seconds: number): Outcome => {
  const { lines, closed } = run.found
  const { json, text } = pace(lines, seconds)
  const head = closed?.digest ?? ''
  const states = run.checkpoints.equal
  return {
    text:
      `${file} folds to the state it closed with: ${quantity(lines, 'line')}, ` +
      `head ${head}, state ${run.stateDigest}, ${text}\n`,
    json: { file, verdict: 'same state', lines, head, state: run.stateDigest, states, ...json },
    failure: null,
  }
}

/** The bytes have the first word: only a file that is sound can have a state of its own. */
const stopped = (file: string, run: FoldRun, env: CliEnv): Outcome => {
  const damage = scanOutcome(file, env)
  if (damage !== null) return damage
  const { fault, crash } = run
  if (crash !== null) {
    const says = `${file} contradicts itself at seq ${String(crash.seq)}: ${printable(crash.says)}.`
    return diverged(file, { seq: crash.seq, field: null }, says)
  }
  // it had no end when it was folded, and has one now: somebody writes to it
  if (fault === null) return changedOutcome(file)
  const { unequal } = run.checkpoints
  return unequal === null
    ? damageOutcome(file, faultFailure(file, fault))
    : otherState(file, unequal, run)
}

/** Names what a line says of the state, and what the lines before it come to. */
const otherState = (
  file: string,
  { seq, type, field, recorded, folded }: Unequal,
  { stateDigest, checkpoints: { lastEqual } }: FoldRun,
): Outcome => {
  const before =
    lastEqual === null
      ? 'No line before it says what the state is.'
      : `The last line that says the state and is equal is seq ${String(lastEqual)}.`
  const says =
    `${file} folds to another state: seq ${String(seq)}, ${type}, field ${field}\n` +
    `  recorded  ${recorded}\n  folded    ${folded}\n${before}`
  const facts = { seq, type, field, recorded, folded, last_equal_state: lastEqual, stateDigest }
  return diverged(file, facts, says)
}

const diverged = (file: string, facts: object, says: string): Outcome => ({
  text: '',
  json: { file, verdict: 'diverged', ...facts },
  failure: failure('Diverged', says),
})
