import ts from 'typescript'

import type { Check, Finding } from './source'
import { findingAt, walk } from './source'

const runners = ['describe', 'it', 'test']
const prefixed = runners.flatMap((name) => [`x${name}`, `f${name}`])
const partial = ['failing', 'only', 'skip', 'todo']

/** Every test that is written is run. */
export const wholeSuite: Check = (source) => {
  const found: Array<Finding> = []
  walk(source, (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      const { expression, name } = node
      if (ts.isIdentifier(expression) && runners.includes(expression.text))
        if (partial.includes(name.text))
          found.push(findingAt(source, node, `${expression.text}.${name.text} leaves tests out`))
    } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const { text } = node.expression
      if (prefixed.includes(text)) found.push(findingAt(source, node, `${text} leaves tests out`))
    }
  })
  return found
}
