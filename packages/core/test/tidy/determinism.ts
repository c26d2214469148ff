import ts from 'typescript'

import { importedBy } from './floors'
import type { Check, Finding } from './source'
import { findingAt, walk } from './source'

/** Names that would make two replays differ, or reach out of core, and what to do instead. */
const bannedNames: Readonly<Record<string, string>> = {
  Date: 'take `at` from the input',
  performance: 'take `at` from the input',
  Intl: 'depends on the machine: format outside core',
  Promise: 'core is synchronous: the shell waits, core decides',
  setTimeout: 'set a timer in the state',
  setInterval: 'set a timer in the state',
  setImmediate: 'core is synchronous: the shell waits, core decides',
  queueMicrotask: 'core is synchronous: the shell waits, core decides',
  console: 'return what is to be said',
  process: 'do I/O in packages/adapters',
  fetch: 'do I/O in packages/adapters',
  Buffer: 'bytes are Uint8Array in core',
  require: 'import it',
  globalThis: 'name what you need',
  crypto: 'draw from base/random, hash with the given hasher',
  WeakRef: 'depends on the garbage collector',
  FinalizationRegistry: 'depends on the garbage collector',
  eval: 'write the code',
  Function: 'write the code',
}

const bannedMethods: Readonly<Record<string, string>> = {
  localeCompare: 'depends on the machine: compare with <',
  normalize: "depends on the machine's Unicode tables",
}

/** The rest of Math draws dice, or rounds as each engine likes. */
const exactMath = ['abs', 'ceil', 'clz32', 'floor', 'imul', 'max', 'min', 'sign', 'trunc']

/** Nothing in core's sources reads a clock, throws dice, waits, prints or depends on the machine. */
export const deterministic: Check = (source) => {
  if (!source.path.startsWith('packages/core/src/')) return []
  const found: Array<Finding> = []
  walk(source, (node) => {
    const says = objection(node)
    if (says !== null) found.push(findingAt(source, node, says))
  })
  return found
}

const objection = (node: ts.Node): string | null => {
  if (ts.isIdentifier(node)) return isReference(node) ? ofName(node) : null
  if (ts.isPropertyAccessExpression(node)) return ofMethod(node.name.text)
  if (ts.isCallExpression(node)) return ofCall(node)
  if (ts.isImportDeclaration(node))
    return importedBy(node)?.startsWith('node:') === true ? 'do I/O in packages/adapters' : null
  switch (node.kind) {
    case ts.SyntaxKind.AsteriskAsteriskToken:
    case ts.SyntaxKind.AsteriskAsteriskEqualsToken:
      return 'a power is rounded as each engine likes: take it from a table'
    case ts.SyntaxKind.AsyncKeyword:
    case ts.SyntaxKind.AwaitKeyword:
    case ts.SyntaxKind.AwaitExpression:
      return 'core is synchronous: the shell waits, core decides'
    case ts.SyntaxKind.AnyKeyword:
      return 'write the codec or the type'
    default:
      return null
  }
}

const ofName = (node: ts.Identifier): string | null => {
  if (node.text === 'Math') {
    const { parent } = node
    const name = ts.isPropertyAccessExpression(parent) ? parent.name.text : '?'
    return exactMath.includes(name) ? null : `Math.${name} is not exact on every engine`
  }
  return Object.hasOwn(bannedNames, node.text) ? (bannedNames[node.text] ?? null) : null
}

const ofMethod = (name: string): string | null => {
  if (name.startsWith('toLocale')) return 'depends on the machine: format outside core'
  return Object.hasOwn(bannedMethods, name) ? (bannedMethods[name] ?? null) : null
}

const ofCall = ({ expression, arguments: given }: ts.CallExpression): string | null => {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : null
  const isSort = name === 'sort' || name === 'toSorted'
  return isSort && given.length === 0 ? 'sort with a comparator: the default compares texts' : null
}

/** Whether an identifier names a variable, not a property, a label or a declaration's own name. */
const isReference = (node: ts.Identifier): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  if (ts.isQualifiedName(parent)) return parent.left === node
  return !(
    ts.isPropertySignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isPropertyDeclaration(parent)
  )
}
