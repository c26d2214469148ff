import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

import ts from 'typescript'

/** A TypeScript file as the tidy checks see it. `path` is from the root, with slashes. */
export type Source = {
  readonly path: string
  readonly text: string
  readonly ast: ts.SourceFile
}

/** What is untidy, and on which line. */
export type Finding = { readonly path: string; readonly line: number; readonly says: string }

/** One rule of the house. */
export type Check = (source: Source) => ReadonlyArray<Finding>

/** The root of the repository. */
export const root = path.resolve(__dirname, '../../../..')

/** A source made of a text, as the checks would see it at that path. */
export const sourceOf = (at: string, text: string): Source => ({
  path: at,
  text,
  ast: ts.createSourceFile(at, text, ts.ScriptTarget.ES2022, true),
})

/** Every TypeScript file under `packages/<any>/<room>`, in order of path. */
export const sourcesIn = (room: 'src' | 'test' | 'web'): ReadonlyArray<Source> =>
  readdirSync(path.join(root, 'packages'))
    .map((name) => `packages/${name}/${room}`)
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name.split(path.sep).join('/')}`),
    )
    .sort((a, b) => (a < b ? -1 : 1))
    .map((at) => sourceOf(at, readFileSync(path.join(root, at), 'utf8')))

/** The line, from 1, on which a place in a source lies. */
export const lineAt = (source: Source, place: number): number =>
  source.ast.getLineAndCharacterOfPosition(place).line + 1

/** A finding at a node of a source. */
export const findingAt = (source: Source, node: ts.Node, says: string): Finding => ({
  path: source.path,
  line: lineAt(source, node.getStart(source.ast)),
  says,
})

/** Visits every node of a source, parents first. */
export const walk = (source: Source, visit: (node: ts.Node) => void): void => {
  const down = (node: ts.Node): void => {
    visit(node)
    ts.forEachChild(node, down)
  }
  down(source.ast)
}
