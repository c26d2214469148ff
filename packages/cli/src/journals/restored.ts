import type { FileFailure, KeptSnapshot } from '@shadowtape/adapters'
import { fileFailureText, keptSnapshots, newSha256, readSnapshot } from '@shadowtape/adapters'
import type { Dialect, Entry, Restoration, State } from '@shadowtape/core'
import {
  dialectNamed,
  isLinkMessage,
  knownDialects,
  linkOf,
  lineCodec,
  stateDigest,
} from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { keptState } from './kept-state'
import { linesAt, offsetOfSeq } from './locate'

/** A snapshot that is what its journal says, and the byte of the line that names it. */
export type Restored = Restoration & { readonly offset: number }

/**
 * The latest snapshot beside a journal whose state is no later than line `seq`; `null` for none
 * that is good. One that is not what the journal says is passed over, and `warn` hears why.
 */
export const latestSnapshot = (
  path: string,
  seq: number,
  warn: (text: string) => void,
): Either<FileFailure, Restored | null> => {
  for (const kept of keptSnapshots(path)) {
    if (kept.seq > seq + 1) continue
    const restored = restoredFrom(path, kept)
    if (!isLeft(restored)) return restored
    if (typeof restored.left !== 'string') return left(restored.left)
    warn(`${kept.path} is not used: ${restored.left}`)
  }
  return right(null)
}

/** What a snapshot restores, or why it is not believed. */
export const restoredFrom = (
  path: string,
  kept: KeptSnapshot,
): Either<FileFailure | string, Restored> => {
  const text = readSnapshot(kept)
  if (isLeft(text)) return left(fileFailureText(text.left))
  const state = stateOf(text.right)
  if (state === null) return left('it is no state')
  const dialect = dialectNamed(knownDialects, state.config?.catalogue ?? '')
  const digest = stateDigest(newSha256, state, dialect)
  if (digest !== kept.digest) return left(`its digest is ${digest}`)
  const offset = offsetOfSeq(path, kept.seq - 1)
  if (isLeft(offset)) return offset
  const lines = linesAt(path, offset.right, 2)
  if (isLeft(lines)) return lines
  const [sealed, named] = lines.right
  const seal = entryOf(sealed, dialect)
  const naming = entryOf(named, dialect)
  const link = seal !== null && isLinkMessage(seal.message) ? linkOf(seal.message)[1] : null
  if (sealed === undefined || link === null || seal?.seq !== kept.seq - 1)
    return left(`line ${String(kept.seq - 1)} of the journal is no seal`)
  const { message } = naming ?? { message: null }
  if (message?.type !== 'SnapshotTaken' && message?.type !== 'SessionClosed')
    return left(`line ${String(kept.seq)} of the journal names no snapshot`)
  if (message.stateDigest !== digest)
    return left(`line ${String(kept.seq)} of the journal names another`)
  return right({
    state,
    sealed,
    sealDigest: link,
    namedBy: message.type,
    offset: offset.right + sealed.length,
    ...noSegment,
  })
}

/** Who only folds needs not know where the segment began. */
const noSegment = { origin: '', segment: { number: 1, bytes: 0, at: 0 } }

/** An entry of a line that needs no scales. */
const entryOf = (line: Buffer | undefined, dialect: Dialect): Entry | null => {
  if (line === undefined) return null
  const entry = lineCodec(dialect).decode(line, 0, line.length - 1, 'check')
  return isLeft(entry) ? null : entry.right
}

const stateOf = (text: string): State | null => {
  try {
    const value = JSON.parse(text) as unknown
    return keptState(value)
  } catch {
    return null
  }
}
