import type { Strategy } from '@shadowtape/core'

import { regenerateJournal } from './regenerate-journal'

/** Lines of what the engine writes over a journal's inputs, from one to another, as texts. */
export const regeneratedLines = (
  path: string,
  bytes: number,
  strategy: Strategy,
  [first, last]: readonly [number, number],
): ReadonlyArray<string> => {
  const found: Array<string> = []
  let line = 1
  regenerateJournal(path, bytes, strategy, (written) => {
    let from = 0
    for (let p = written.indexOf(10); p >= 0; p = written.indexOf(10, p + 1)) {
      if (line >= first && line <= last)
        found.push(Buffer.from(written.subarray(from, p)).toString())
      from = p + 1
      line += 1
    }
  })
  return found
}
