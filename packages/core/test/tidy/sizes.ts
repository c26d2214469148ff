import ts from 'typescript'

import type { Check, Finding } from './source'
import { findingAt, lineAt, walk } from './source'

/** The most lines a file may have, the most a function may have, and the widest line. */
export const limits = { fileLines: 250, functionLines: 70, lineColumns: 100 } as const

/** A file is one room, a function one thought, and a line fits the page. */
export const fitsThePage: Check = (source) => [
  ...tooLong(source),
  ...tooWide(source),
  ...longFunctions(source),
]

const tooLong: Check = ({ path, text }) => {
  const lines = text.trimEnd().split('\n').length
  return lines <= limits.fileLines
    ? []
    : [{ path, line: 1, says: `a file of more than ${limits.fileLines} lines` }]
}

const tooWide: Check = ({ path, text }) =>
  text
    .split('\n')
    .map((line, index) => ({ width: line.length, line: index + 1 }))
    .filter(({ width }) => width > limits.lineColumns)
    .map(({ line }) => ({ path, line, says: `a line of more than ${limits.lineColumns} columns` }))

const longFunctions: Check = (source) => {
  const found: Array<Finding> = []
  walk(source, (node) => {
    if (!ts.isFunctionLike(node)) return
    const first = lineAt(source, node.getStart(source.ast))
    const lines = lineAt(source, node.end) - first + 1
    if (lines > limits.functionLines)
      found.push(findingAt(source, node, `a function of more than ${limits.functionLines} lines`))
  })
  return found
}
