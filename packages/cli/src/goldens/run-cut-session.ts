import { readFileSync, statSync } from 'node:fs'

import { fileFailure, fileFailureText, newSha256 } from '@shadowtape/adapters'
import type {
  Entry,
  Input,
  Reason,
  SessionOpened,
  SettingsChanged,
  State,
  Strategy,
  TimestampUs,
} from '@shadowtape/core'
import {
  dialectNamed,
  engineOf,
  knownDialects,
  lineCodec,
  stateDigest,
  step,
} from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { settingsChange } from '../branches/settings-change'
import { keptState } from '../journals/kept-state'
import { fieldsOfText } from '../journals/line-text'
import { recordedInputs } from '../journals/recorded-inputs'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { planCells } from '../whatifs/plan-cells'
import type { Case } from './case-file'
import type { GoldenMaker } from './golden-of-journal'
import { goldenMaker } from './golden-of-journal'
import type { CaseRun } from './golden-of-run'
import type { SessionFields } from './session-fields'

/** Goes on from a recorded state with what came in after it, and makes a golden of that. */
export const runCutSession = (
  { inputs, state: from, set }: SessionFields,
  { opened, strategy }: { readonly opened: SessionOpened; readonly strategy: Strategy },
  plan: Case['plan'],
): Either<Failure, CaseRun> => {
  const dialect = dialectNamed(knownDialects, opened.catalogue)
  const read = from === null ? left('there is no state') : stateOf(from.path)
  if (isLeft(read)) return left(failure('Failed', `Error: ${read.left}`))
  const digest = stateDigest(newSha256, read.right, dialect)
  if (digest !== from?.digest)
    return left(failure('Incompatible', `Error: ${String(from?.path)}: ${otherState(digest)}`))
  const state: State = { ...read.right, config: opened }
  const engine = { ...engineOf(strategy, newSha256, dialect), state }
  const maker = goldenMaker({ ...opened, at: state.at }, plan)
  const write = writerTo(maker, dialect, state)
  const { seq } = state
  const changed = changeOf(opened, strategy, set)
  if (isLeft(changed)) return changed
  const take = (at: TimestampUs, input: Input): string | null =>
    step(engine, at, input)
      .map(write)
      .find((fault) => fault !== null) ?? null
  let isFirst = true
  for (const { at, line, message } of recordedInputs(inputs, statSync(inputs).size)) {
    if (message.type === 'SessionOpened') continue
    // listings stand before the state too, as what came after is read by them
    if (message.type === 'InstrumentListed' && message.symbol in state.instruments) continue
    // other settings come in just before what came in first
    const change = isFirst ? changed.right : null
    const fault = (change === null ? null : take(at, change)) ?? take(at, message)
    if (fault !== null) return left(failure('Failed', `Error: ${inputs}:${String(line)}: ${fault}`))
    isFirst = false
  }
  if (engine.state.seq === seq) return left(failure('Failed', `Error: ${inputs}: nothing came in`))
  const golden = maker.made(engine.state)
  return isLeft(golden)
    ? left(failure('Failed', `Error: ${golden.left}`))
    : right({ golden: golden.right, note: null })
}

/** The line by which the session goes on by what its case sets, if that is anything. */
const changeOf = (
  opened: SessionOpened,
  strategy: Strategy,
  set: SessionFields['set'],
): Either<Failure, SettingsChanged | null> => {
  if (set.length === 0) return right(null)
  const actor = 'golden' as Reason
  const turn = { line: 1, at: 0 as TimestampUs, actor }
  const cells = planCells({ opened, strategy }, set, { turn, journalOf: () => null })
  if (isLeft(cells)) return cells
  const change = settingsChange(opened, cells.right[0]?.settings ?? [], actor)
  return typeof change === 'string'
    ? left(failure('Usage', `Error: session.set: ${change}`))
    : right(change)
}

const otherState = (digest: string): string =>
  `its state has the digest ${digest.slice(0, 12)}… with this engine, not the recorded one;` +
  ' cut the case again from the journal'

const writerTo = (
  maker: GoldenMaker,
  dialect: ReturnType<typeof dialectNamed>,
  state: State,
): ((entry: Entry) => string | null) => {
  const codec = lineCodec(dialect)
  codec.list(Object.values(state.instruments))
  let buffer = Buffer.alloc(1 << 12)
  return (entry) => {
    const size = codec.sizeMax(entry)
    if (size > buffer.length) buffer = Buffer.alloc(size * 2)
    const end = codec.encode(buffer, 0, entry)
    maker.bytes(buffer.subarray(0, end))
    return maker.line(fieldsOfText(buffer.toString('utf8', 0, end - 1)) ?? {})
  }
}

const stateOf = (path: string): Either<string, State> => {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as unknown
    const state = keptState(value)
    return state === null ? left(`${path}: it is no state`) : right(state)
  } catch (error) {
    return error instanceof SyntaxError
      ? left(`${path}: ${error.message}`)
      : left(fileFailureText(fileFailure(path, 'read', error)))
  }
}
