import { dropSnapshots, fileFailureText, keepSnapshot } from '@shadowtape/adapters'
import type { SessionEars } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

/** Whether snapshots are kept, and beside which journal. */
type SnapshotOptions = { readonly journal?: string | null; readonly snapshots?: true }

/**
 * Keeps each state that a session's lines name, beside its journal. They are a cache: where one
 * cannot be written, a person is told once and the session goes on.
 */
export const snapshotKeeper = (
  { journal, snapshots }: SnapshotOptions,
  warn: (text: string) => void,
): SessionEars['snapshot'] => {
  if (journal === undefined || journal === null) return () => undefined
  dropSnapshots(journal)
  if (snapshots !== true) return () => undefined
  let isTold = false
  return ({ seq, digest, state }) => {
    const kept = keepSnapshot(journal, { seq, digest }, JSON.stringify(state))
    if (!isLeft(kept) || isTold) return
    isTold = true
    warn(`warning: ${fileFailureText(kept.left)}; the journal needs no snapshots.\n`)
  }
}
