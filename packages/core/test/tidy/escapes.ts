import { commentsOf } from './comments'
import type { Check, Finding, Source } from './source'

/** A place where a rule is set aside on purpose, in the words of the comment that does it. */
export type Escape = {
  readonly path: string
  readonly line: number
  readonly lastLine: number
  readonly why: string
}

/** The `// tidy-ok: why` comments of a source. */
export const escapesOf = (source: Source): ReadonlyArray<Escape> =>
  commentsOf(source).flatMap(({ text, line, lastLine }) => {
    const why = /^\/\/ tidy-ok:(.*)$/.exec(text)?.[1]
    return why === undefined ? [] : [{ path: source.path, line, lastLine, why: why.trim() }]
  })

/**
 * What the checks find in a source, without what is escaped on its line or the line above. An
 * escape that gives no reason, or that nothing needs, is itself a finding.
 */
export const untidy = (source: Source, checks: ReadonlyArray<Check>): ReadonlyArray<Finding> => {
  const escapes = escapesOf(source)
  const found = checks.flatMap((check) => check(source))
  const covers = (escape: Escape, finding: Finding): boolean =>
    finding.line === escape.line || finding.line === escape.line + 1
  return [
    ...found.filter((finding) => !escapes.some((escape) => covers(escape, finding))),
    ...escapes
      .filter((escape) => escape.why === '' || !found.some((finding) => covers(escape, finding)))
      .map(({ path, line, why }) => ({
        path,
        line,
        says: why === '' ? 'an escape needs a reason' : 'an escape that nothing needs',
      })),
  ]
}
