/** How bad a finding is: evidence is lost or changed, something is missing, or it is only said. */
export type Severity = 'error' | 'warning' | 'note'

/** Every kind of finding. The names are stable: scripts may rely on them. */
export const findingKinds = {
  'not-a-journal': ['error', 'it is no journal; look for another file'],
  'other-version': ['error', 'use the version of shadowtape that wrote it, or a newer one'],
  'header-damaged': ['error', 'without its header a journal cannot be read; look for a copy'],
  'header-config': ['error', 'the header was changed after it was written; look for a copy'],
  'line-torn': ['error', 'recover --mode tail cuts it off'],
  'line-damaged': ['error', 'recover --mode upto keeps what is before, --mode salvage the rest'],
  'line-form': ['error', 'it was not written by this format; compare with a copy'],
  'listing-missing': ['error', 'its listing is damaged or missing; look for a copy'],
  'seq-gap': ['error', 'lines are missing here; look for a copy, or recover --mode salvage'],
  'seq-back': ['error', 'lines are repeated or moved; look for a copy, or recover --mode salvage'],
  'time-back': ['error', 'lines are moved or changed; look for a copy'],
  'cause-ahead': ['error', 'the line was changed; look for a copy'],
  'cause-wrong': ['error', 'the line was changed; look for a copy'],
  'seal-lines': ['error', 'lines are missing or added since the seal before; look for a copy'],
  'seal-digest': ['error', 'bytes were changed since the seal before; look for a copy'],
  'segment-missing': ['error', 'look for the file; recover --mode upto keeps what is before'],
  'segment-misplaced': ['error', 'look for the file that belongs here'],
  'segment-foreign': ['error', 'look for the file that belongs here'],
  'close-missing': [
    'warning',
    'it was cut short; recover --mode tail keeps it, run --resume goes on',
  ],
  'close-lines': ['error', 'lines are missing or added; look for a copy'],
  'close-totals': ['error', 'lines were changed; replay --fold says more'],
  'after-close': ['error', 'something was appended; recover --mode upto keeps what is before'],
  'settings-config': ['error', 'the line was changed; look for a copy'],
  'resumed-lines': ['error', 'the line was changed; look for a copy'],
  'lines-lost': ['warning', 'it is a salvage; the journal it was made of may say more'],
  'index-damaged': ['warning', 'indexes are a cache: delete it'],
  'index-stray': ['note', 'its segment is gone or was unpacked: delete it'],
  'snapshot-unread': ['warning', 'snapshots are a cache: delete it'],
  'snapshot-damaged': ['warning', 'snapshots are a cache: delete it'],
  'snapshot-unnamed': ['warning', 'snapshots are a cache: delete it'],
  'snapshot-stray': ['note', 'it is no snapshot, and nothing reads it: delete it'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>

/** The name of a kind. */
export type FindingKind = keyof typeof findingKinds

/** Something that is not as it should be, where it is, and what can be done about it. */
export type Finding = {
  readonly id: FindingKind
  readonly severity: Severity
  readonly file: string
  /** The line, from 1, and the byte where it begins; `null` where it is about the whole file. */
  readonly line: number | null
  readonly offset: number | null
  readonly field: string | null
  readonly says: string
  readonly remedy: string
}

/** A finding of a kind. */
export const finding = (
  id: FindingKind,
  at: Pick<Finding, 'file' | 'line' | 'offset' | 'field'>,
  says: string,
): Finding => {
  const [severity, remedy] = findingKinds[id]
  return { id, severity, ...at, says, remedy }
}
