import { readBlocks } from '@shadowtape/adapters'

import type { LineFields } from './line-text'
import { fieldsOfText, textOfLine } from './line-text'

/** The text of a line of a file, counted from 1, or `null` where there is none. */
export const lineAt = (path: string, line: number): string | null => {
  let passed = 0
  let found: string | null = null
  readBlocks(path, (b, start, end) => {
    for (let p = start; p < end;) {
      const newline = b.indexOf(10, p)
      passed += 1
      if (passed === line) {
        found = textOfLine(b, p, newline)
        return 'stop'
      }
      p = newline + 1
    }
    return 'go on'
  })
  return found
}

/**
 * The lines that led to a seq, nearest first, at most so many. The file is read anew for each, so
 * that nothing of it has to be kept; in a sound journal the seq is the line.
 */
export const causesOf = (
  path: string,
  cause: number | null,
  linesMax: number,
): ReadonlyArray<LineFields> => {
  const chain: Array<LineFields> = []
  for (let seq = cause; seq !== null && chain.length < linesMax;) {
    const text = lineAt(path, seq)
    const fields = text === null ? null : fieldsOfText(text)
    if (fields === null) break
    chain.push(fields)
    const next = fields['cause']
    seq = typeof next === 'number' && next < seq ? next : null
  }
  return chain
}
