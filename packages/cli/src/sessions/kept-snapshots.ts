import { dropSnapshots, fileFailureText, keepSnapshot } from '@shadowtape/adapters'
import type { SessionEars } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

/**
 * Keeps each state that a session's lines name beside its journal, if that is asked for. They are a
 * cache: where one cannot be written, a person is told once and the session goes on.
 */
export const snapshotKeeper = (
  journal: string | null,
  isKept: boolean,
  warn: (text: string) => void,
): SessionEars['snapshot'] => {
  if (journal === null) return () => undefined
  dropSnapshots(journal)
  if (!isKept) return () => undefined
  let isTold = false
  return ({ seq, digest, state }) => {
    const kept = keepSnapshot(journal, { seq, digest }, JSON.stringify(state))
    if (!isLeft(kept) || isTold) return
    isTold = true
    warn(`${fileFailureText(kept.left)}; the journal needs no snapshots`)
  }
}
