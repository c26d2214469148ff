import { newSha256 } from '@shadowtape/adapters'
import type { Dialect, Entry, Session, SessionOpened, State, Strategy } from '@shadowtape/core'
import {
  dialectNamed,
  digestOfText,
  knownDialects,
  newTape,
  openSession,
  stateDigest,
} from '@shadowtape/core'

import { isKeeping } from '../journals/is-keeping'
import { recordedInputs } from '../journals/recorded-inputs'
import type { StatePoint, StoppedAt, WantedPoints } from './state-point'
import { isWanted } from './state-point'

/** What is executed: the sound bytes of a journal, by a strategy. */
export type Executed = {
  readonly path: string
  readonly bytes: number
  readonly strategy: Strategy
}

/**
 * Gives what came in to the engine again and hands on the states it comes to. What it says is not
 * compared with what was recorded, so that it may go on behind a difference.
 */
export const executedStates = (
  { path, bytes, strategy }: Executed,
  wanted: WantedPoints,
  onPoint: (point: StatePoint) => void,
): StoppedAt | null => {
  let run = null as Executing | null
  let input = 0
  for (const { line, at, message } of recordedInputs(path, bytes)) {
    input += 1
    if (input > wanted.to) return null
    try {
      if (message.type === 'SessionOpened') run = executing(message, at, strategy)
      else if (run !== null) hear(run, run.session.record(at, message))
    } catch (error) {
      return { input, line, stopped: error instanceof Error ? error.message : String(error) }
    }
    if (run !== null && isWanted(wanted, input))
      onPoint({ input, line, at, ...asked(run, wanted.isWhole) })
  }
  return null
}

/** A state as the digests of its journal see it: in the dialect that the journal is in. */
export const stateSeen = (state: State, { stateThen }: Pick<Dialect, 'stateThen'>): unknown =>
  stateThen === null ? state : stateThen(state)

type Executing = { readonly session: Session; said: string }

const executing = (
  opened: SessionOpened,
  at: Parameters<typeof openSession>[1],
  strategy: Strategy,
): Executing => {
  const tape = newTape(newSha256, dialectNamed(knownDialects, opened.catalogue))
  const session = openSession(opened, at, strategy, newSha256, tape)
  const run = { session, said: '' }
  hear(run, session.opening)
  return run
}

/** Notes what was decided, and takes the bytes away, which nobody wants. */
const hear = (run: Executing, entries: ReadonlyArray<Entry>): void => {
  const { tape } = run.session
  tape.drop(tape.size())
  const decided = entries.filter(({ cause, message }) => cause !== null && !isKeeping(message.type))
  if (decided.length === 0) return
  const texts = decided.map(({ at, message }) => JSON.stringify([at, { ...message, ...hidden }]))
  run.said = digestOfText(newSha256, `${run.said}${texts.join('')}`)
}

/** What a message says of the state only is no decision. */
const hidden = { stateDigest: '' }

const asked = ({ session, said }: Executing, isWhole: boolean) => {
  const { state, tape } = session
  const { dialect } = tape.codec
  const digest = stateDigest(newSha256, state, dialect)
  const point = { seq: state.seq, state: digest as string, said }
  return isWhole ? { ...point, value: stateSeen(state, dialect) } : point
}
