import ts from 'typescript'

import type { Check, Source } from './source'
import { findingAt } from './source'

type Declared = { readonly name: string; readonly node: ts.Statement }

/** Every export is by name, and says in a sentence what it means. */
export const documented: Check = (source) => {
  const declared = exportsOf(source)
  const told = new Set(declared.filter(({ node }) => isTold(node)).map(({ name }) => name))
  return [
    ...source.ast.statements
      .filter((node) => ts.isExportAssignment(node) || hasModifier(node, 'DefaultKeyword'))
      .map((node) => findingAt(source, node, 'export by name')),
    ...declared
      // a type that bears its codec's name, and a brand that bears its unit's, are told with it
      .filter(({ name }) => !told.has(name) && !told.has(name.replace(/Brand$/, '')))
      .map(({ name, node }) => findingAt(source, node, `${name} has no docstring`)),
  ]
}

const exportsOf = ({ ast }: Source): ReadonlyArray<Declared> =>
  ast.statements
    .filter((node) => hasModifier(node, 'ExportKeyword'))
    .flatMap((node) => namesOf(node).map((name) => ({ name, node })))

const namesOf = (node: ts.Statement): ReadonlyArray<string> => {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.map(({ name }) => name.getText())
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isEnumDeclaration(node)
  return isNamed && node.name !== undefined ? [node.name.text] : []
}

/** A docstring is at least a sentence: three words, and a full stop at the end. */
const isTold = (node: ts.Statement): boolean =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .some((doc) => /^\S+\s+\S+\s+\S.*\.$/s.test(ts.getTextOfJSDocComment(doc.comment) ?? ''))

const hasModifier = (node: ts.Statement, kind: 'DefaultKeyword' | 'ExportKeyword'): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind[kind])
