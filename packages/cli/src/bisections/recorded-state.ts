import type { FileFailure } from '@shadowtape/adapters'
import { keptSnapshots, newSha256, readSnapshot } from '@shadowtape/adapters'
import type { Session } from '@shadowtape/core'
import { dialectNamed, knownDialects, newTape, openSession, stateDigest } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import type { Change } from '../explanations/state-paths'
import { changesBetween } from '../explanations/state-paths'
import { recordedInputs } from '../journals/recorded-inputs'
import type { Executed } from './executed-states'

/** A state that was kept beside the journal, and what is not as in it now. */
export type RecordedState = { readonly path: string; readonly changes: ReadonlyArray<Change> }

/**
 * What is not the same in the state that was kept for line `line` and in the one that the engine
 * comes to just before it; `null` where none was kept, or it is not the one that the line names.
 */
export const againstRecorded = (executed: Executed, line: number): RecordedState | null => {
  const kept = keptSnapshots(executed.path).find(({ seq }) => seq === line)
  if (kept === undefined) return null
  const was = parsed(readSnapshot(kept))
  if (was === null || digestOf(was) !== kept.digest) return null
  const is = snapshotAt(executed, line)
  return is === null ? null : { path: kept.path, changes: changesBetween(was, is) }
}

type Plain = { readonly config?: { readonly catalogue?: string } }

const parsed = (text: Either<FileFailure, string>): Plain | null => {
  if (isLeft(text)) return null
  try {
    const value = JSON.parse(text.right) as unknown
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

type Seen = Parameters<typeof stateDigest>[1]

const digestOf = (was: Plain): string =>
  stateDigest(newSha256, was as Seen, dialectNamed(knownDialects, was.config?.catalogue ?? ''))

/** The state that is named by line `line` when the journal's inputs are executed again. */
const snapshotAt = ({ path, bytes, strategy }: Executed, line: number): unknown => {
  let session = null as Session | null
  let found: unknown = null
  const ears = {
    roll: () => undefined,
    snapshot: ({ seq, state }: { readonly seq: number; readonly state: unknown }) => {
      if (seq === line) found = structuredClone(state)
    },
  }
  for (const { at, message } of recordedInputs(path, bytes)) {
    if (message.type === 'SessionOpened') {
      const tape = newTape(newSha256, dialectNamed(knownDialects, message.catalogue))
      session = openSession(message, at, strategy, newSha256, tape, ears)
    } else session?.record(at, message)
    session?.tape.drop(session.tape.size())
    if (found !== null) return found
  }
  return found
}
