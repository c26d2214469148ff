import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'

import { fileFailure, fileFailureText, newSha256 } from '@shadowtape/adapters'
import { dialectNamed, knownDialects, stateDigest } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { stateAt } from '../journals/state-at'
import type { ReplaySubject } from '../replays/replay-subject'
import { printable } from '../reports/printable'
import { isStrategyPath } from '../sessions/strategies'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Around } from './case-window'
import { timeAround } from './case-window'
import { caseFile, expectedPath, readCase } from './case-file'
import { copyInputs } from './copy-inputs'
import type { Golden } from './golden'
import { goldenText } from './golden'
import { recordedFault } from './recorded-fault'
import { runCase } from './run-case'

/** What is cut out of a recorded session, and where the case is put. */
export type CutPlan = {
  readonly folder: string
  readonly journal: string
  readonly subject: ReplaySubject
  /** Where the strategy's module is now, if not where the header says. */
  readonly strategy: string | undefined
  readonly around: {
    readonly what: Around
    readonly beforeUs: number
    readonly afterUs: number
  } | null
  readonly market: 'keep' | 'leave out'
  /** Whether the journal has its end. */
  readonly isClosed: boolean
}

/** A case that was made: its golden, and the line that it goes on from, if not the first. */
export type CutCase = {
  readonly golden: Golden
  readonly from: number | null
  readonly inputs: number
}

/**
 * Cuts a case out of a recorded session. It is pinned only if what is decided now is what was
 * recorded; else nothing is left behind.
 */
export const cutCase = async (plan: CutPlan): Promise<Either<Failure, CutCase>> => {
  const { folder } = plan
  if (existsSync(folder)) return failed(`${folder} exists already`)
  const range = rangeOf(plan)
  if (isLeft(range)) return range
  try {
    mkdirSync(folder, { recursive: true })
    const cut = await cutInto(plan, range.right)
    if (isLeft(cut)) rmSync(folder, { recursive: true, force: true })
    return cut
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    return failed(fileFailureText(fileFailure(folder, 'write', error)))
  }
}

const failed = (says: string): Either<Failure, never> => left(failure('Failed', `Error: ${says}.`))

/** Engine times between which inputs are taken. */
type Range = { readonly from: number; readonly to: number }

const cutInto = async (plan: CutPlan, range: Range): Promise<Either<Failure, CutCase>> => {
  const { folder, journal, around } = plan
  const copied = copyInputs(journal, join(folder, 'inputs.jsonl'), range)
  if (isLeft(copied)) return failed(fileFailureText(copied.left))
  const { inputs, cutBehind } = copied.right
  if (inputs === 0) return failed(`${journal}: nothing came in there`)
  const state = cutBehind === null ? right(null) : keptState(plan, cutBehind)
  if (isLeft(state)) return state
  writeFileSync(join(folder, caseFile), caseText(plan, state.right))
  const read = await readCase(folder)
  if (isLeft(read)) return read
  const ran = await runCase(read.right)
  if (isLeft(ran)) return ran
  const { golden } = ran.right
  const says = recordedFault(journal, golden, read.right.plan, {
    behind: cutBehind ?? 0,
    startAt: state.right?.at ?? null,
    isWhole: around === null,
    isClosed: plan.isClosed,
  })
  if (says !== null)
    return left(failure('Diverged', `Error: ${journal} is not decided so now, ${says}`))
  writeFileSync(expectedPath(folder), goldenText(golden))
  return right({ golden, from: cutBehind, inputs })
}

const rangeOf = ({ journal, around }: CutPlan): Either<Failure, Range> => {
  if (around === null) return right({ from: 0, to: Number.MAX_SAFE_INTEGER })
  const { what, beforeUs, afterUs } = around
  const start = timeAround(journal, { kind: 'seq', n: 1 }, 0)
  if (isLeft(start)) return failed(fileFailureText(start.left))
  const at = timeAround(journal, what, start.right ?? 0)
  if (isLeft(at)) return failed(fileFailureText(at.left))
  if (at.right === null) {
    const { kind } = what
    const name = kind === 'order' ? what.id : kind === 'at' ? '' : String(what.n)
    return left(failure('Usage', `Error: ${journal} has no ${kind} ${printable(name)}.`))
  }
  return right({ from: at.right - beforeUs, to: at.right + afterUs })
}

type Kept = { readonly digest: string; readonly at: number }

/** Keeps the state behind a line beside the inputs. */
const keptState = ({ folder, journal, subject }: CutPlan, seq: number): Either<Failure, Kept> => {
  const found = stateAt(journal, subject, seq, () => undefined)
  if (isLeft(found)) return failed(fileFailureText(found.left))
  const { state, fault } = found.right
  if (fault !== null) return failed(`${journal}: line ${String(fault.line)} is damaged`)
  writeFileSync(join(folder, 'state.json'), `${JSON.stringify(state)}\n`)
  const dialect = dialectNamed(knownDialects, subject.opened.catalogue)
  return right({ digest: stateDigest(newSha256, state, dialect), at: state.at })
}

const caseText = (plan: CutPlan, state: Kept | null): string => {
  const { folder, journal, subject, around, market } = plan
  const named = plan.strategy ?? subject.opened.strategy
  const path = relative(folder, resolve(named)).split(sep).join('/')
  const strategy = isStrategyPath(named) ? [`  strategy: ${JSON.stringify(path)}`] : []
  const what = around === null ? 'all of' : 'cut out of'
  return `${[
    `# ${what} ${JSON.stringify(basename(journal))}`,
    'session:',
    '  inputs: inputs.jsonl',
    ...(state === null ? [] : ['  state: state.json', `  stateDigest: ${state.digest}`]),
    ...strategy,
    ...(market === 'keep' ? [] : ['market: leave out']),
  ].join('\n')}\n`
}
