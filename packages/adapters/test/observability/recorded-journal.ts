import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Entry } from '@shadowtape/core'
import { lineCodec } from '@shadowtape/core'

/** The entries of one of the repository's own journals. */
export const journalEntries = (name: string): ReadonlyArray<Entry> => {
  const bytes = readFileSync(resolve(__dirname, '../../../../journals', name))
  const codec = lineCodec()
  const entries: Array<Entry> = []
  for (let p = 0; p < bytes.length; p = bytes.indexOf(10, p) + 1) {
    const entry = codec.decode(bytes, p, bytes.indexOf(10, p), 'check')
    if (entry._tag === 'Left') throw new Error(entry.left.says)
    entries.push(entry.right)
  }
  return entries
}
