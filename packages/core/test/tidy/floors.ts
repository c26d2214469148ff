import path from 'node:path'

import ts from 'typescript'

import type { Check } from './source'
import { findingAt, walk } from './source'

/**
 * The floors of core, ground first: a file imports from its own floor or a lower one. `spec`, the
 * language that deciders are tested in, stands on the roof.
 */
export const floors = [
  'base',
  'units',
  'commands',
  'events',
  'state',
  'projections',
  'deciders',
  'history',
  'journal',
  'engine',
  'spec',
]

const ground = 'packages/core/src'

/** Core's imports go down or stay; its index, the public face, stands outside and sees all. */
export const importsDownward: Check = (source) => {
  const own = path.posix.relative(ground, source.path)
  if (own.startsWith('..') || own === 'index.ts') return []
  const found: Array<ReturnType<typeof findingAt>> = []
  const ownFloor = floors.indexOf(roomOf(own))
  if (ownFloor < 0) found.push(findingAt(source, source.ast, `${roomOf(own)} is no floor of core`))
  walk(source, (node) => {
    const target = importedBy(node)
    if (target?.startsWith('.') !== true) return
    const room = roomOf(path.posix.relative(ground, path.posix.join(source.path, '..', target)))
    const floor = floors.indexOf(room)
    if (floor < 0) found.push(findingAt(source, node, `imports ${target}, which is on no floor`))
    else if (floor > ownFloor) found.push(findingAt(source, node, `imports upward, from ${room}`))
  })
  return found
}

/** The module that an import, a re-export or an `import()` names. */
export const importedBy = (node: ts.Node): string | null => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return textOf(node.moduleSpecifier)
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return textOf(node.argument.literal)
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return textOf(node.arguments[0])
  return null
}

const textOf = (node: ts.Node | undefined): string | null =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : null

const roomOf = (fromGround: string): string => fromGround.split('/')[0] ?? ''
