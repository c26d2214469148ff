import { readBlocks } from '@shadowtape/adapters'

import { textOfLine } from './line-text'

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
