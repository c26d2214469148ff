import ts from 'typescript'

import type { Check, Source } from './source'
import { lineAt } from './source'

/** A comment of a source, with the first and last line it stands on. */
export type Comment = { readonly text: string; readonly line: number; readonly lastLine: number }

/** Every comment of a source, in order; text that only looks like one, in a string, is not one. */
export const commentsOf = (source: Source): ReadonlyArray<Comment> => {
  const ranges = new Map<number, ts.CommentRange>()
  const collect = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(source.text, node.pos) ?? [])
      ranges.set(range.pos, range)
    for (const range of ts.getTrailingCommentRanges(source.text, node.end) ?? [])
      ranges.set(range.pos, range)
    for (const child of node.getChildren(source.ast)) collect(child)
  }
  collect(source.ast)
  return [...ranges.values()]
    .sort((a, b) => a.pos - b.pos)
    .map(({ pos, end }) => ({
      text: source.text.slice(pos, end),
      line: lineAt(source, pos),
      lastLine: lineAt(source, end),
    }))
}

const marks: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(TODO|FIXME|XXX|HACK)\b/, 'do it, or write an issue'],
  [/[-=*#~_]{6,}/, 'a banner: let the names and the order of the file speak'],
  [/@ts-(ignore|expect-error|nocheck)/, 'mend the type'],
  [/eslint-disable|prettier-ignore/, 'mend the code, or tune the rule for everyone'],
]

/** Nothing left to do, no banner, and no compiler or linter talked out of its opinion. */
export const leftOver: Check = (source) =>
  commentsOf(source).flatMap(({ text, line }) =>
    marks
      .filter(([mark]) => mark.test(text))
      .map(([, says]) => ({ path: source.path, line, says })),
  )
