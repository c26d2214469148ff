import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { madeHeader, madeInputs, madeRecorder, recordMade, sealedAfter } from './made-session'
import type { Recorded } from './recovery-oracle'
import { recordedOf } from './recovery-oracle'

/** A journal of two dozen lines, with seals between them and snapshots. */
export const smallJournal = (dir: string): Recorded => {
  const path = join(dir, 'small.jsonl')
  const opened = sealedAfter(madeHeader('none', { snapshotLinesMax: 12 }), 6)
  recordMade(madeRecorder(path, opened), madeInputs(2))
  const bytes = readFileSync(path)
  rmSync(path)
  return recordedOf(bytes)
}
