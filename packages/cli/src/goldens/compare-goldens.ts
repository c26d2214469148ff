import { aligned } from '../diffs/align'
import type { Difference } from '../diffs/compare-groups'
import { compareSaid } from '../diffs/compare-groups'
import type { Group, Said } from '../diffs/group-reader'
import type { Counts } from '../diffs/diff-journals'
import type { SameNames } from '../diffs/same-names'
import { fieldsOfText } from '../journals/line-text'
import type { Golden, GoldenHead } from './golden'
import { goldenText } from './golden'
import { usOfRelative } from './relative-time'

/** How a session stands to its golden. */
export type GoldenComparison = {
  readonly verdict: GoldenVerdict
  readonly expected: GoldenHead
  readonly made: GoldenHead
  /** What the journal's digest depends on beside decisions, and is another now. */
  readonly otherwise: ReadonlyArray<'engine' | 'catalogue' | 'config' | 'strategy'>
  readonly byType: Readonly<Record<string, Counts>>
  readonly differences: ReadonlyArray<Difference>
  readonly count: number
  /** What had come in, or was named as the cause, where the first of them was said. */
  readonly cameIn: Said | null
  /** When and why trading was stopped, on each side. */
  readonly stops: { readonly expected: string; readonly made: string }
}

/**
 * `same`: every byte of the journal. `same decisions`: every line, while the strategy's source, the
 * engine or a setting that decides nothing is another, so that the digests cannot be compared.
 * `hidden`: every line, but bytes of the journal that no golden shows are other ones, such as the
 * state's digest. `different`: a line.
 */
export type GoldenVerdict = 'same' | 'same decisions' | 'hidden' | 'different'

/** Whether that is as it should be: no line is another, and nothing is hidden. */
export const isAsExpected = (verdict: string): boolean =>
  verdict === 'same' || verdict === 'same decisions'

/** Compares what is expected with what was made. */
export const compareGoldens = (expected: Golden, made: Golden): GoldenComparison => {
  const [was, is] = [expected.head, made.head]
  const { byType, differences, cameIn } = differencesOf(expected, made)
  const others = (['engine', 'catalogue', 'strategy', 'config'] as const).filter(
    (name) => was[name] !== is[name],
  )
  // the configuration holds the strategy's digest
  const otherwise = others.filter((name) => name !== 'config' || !others.includes('strategy'))
  const stops = { expected: stopsOf(expected), made: stopsOf(made) }
  const facts = { expected: was, made: is, otherwise, byType, differences, cameIn, stops }
  const count = differences.length
  if (goldenText(expected) === goldenText(made)) return { verdict: 'same', ...facts, count }
  const isPlanned = was.market === is.market && was.redacted === is.redacted
  if (count > 0 || !isPlanned || !isSameText(expected, made))
    return { verdict: 'different', ...facts, count }
  return { verdict: otherwise.length > 0 ? 'same decisions' : 'hidden', ...facts, count }
}

const isSameText = ({ lines: was }: Golden, { lines: is }: Golden): boolean =>
  was.length === is.length && was.every((line, i) => line === is[i])

const stopsOf = ({ lines }: Golden): string =>
  lines
    .filter((line) => /"type":"Trading(Frozen|Reduced)"/.test(line))
    .map((line) => fieldsOfText(line) ?? {})
    .map(({ at, symbol, reason }) => [at, reason, symbol ?? ''].map(String).join(' ').trimEnd())
    .join(', ')

const differencesOf = (
  expected: Golden,
  made: Golden,
): Pick<GoldenComparison, 'byType' | 'differences' | 'cameIn'> => {
  const byType: Record<string, Counts> = {}
  const differences: Array<Difference> = []
  let cameIn: Said | null = null
  const take = (difference: Difference): void => {
    const { type } = difference.kind === 'added' ? difference.b : difference.a
    const counts = (byType[type] ??= { removed: 0, added: 0, changed: 0 })
    counts[difference.kind] += 1
    differences.push(difference)
  }
  for (const { a, b } of aligned(groupsOf(expected), groupsOf(made))) {
    if (b === null) for (const said of linesOf(a)) take({ kind: 'removed', a: said, b: null })
    else if (a === null) for (const said of linesOf(b)) take({ kind: 'added', a: null, b: said })
    else for (const each of compareSaid(linesOf(a), linesOf(b), asWritten)) take(each)
    if (differences.length > 0) cameIn ??= (a ?? b).input
  }
  return { byType, differences, cameIn }
}

const linesOf = ({ input, said }: Group): ReadonlyArray<Said> =>
  input.type === unseen ? said : [input, ...said]

/** In goldens names and times mean the same on both sides. */
const asWritten: SameNames = {
  meaning: (said) => said.fields(),
  same: () => undefined,
  isPlain: () => true,
}

/** Stands for what a group answers to, where that is not a line of the golden. */
const unseen = 'Unseen'

/** A golden's lines by what came in, which need not be among them; `seq` is the line. */
function* groupsOf({ lines }: Golden): Generator<Group, void> {
  let input: Said | null = null
  let cause: unknown = null
  let said: Array<Said> = []
  for (const [index, line] of lines.entries()) {
    const each = saidOf(line, index + 2)
    const by = each.fields()['cause']
    const isOfGroup = typeof by === 'number' || (by !== null && by === cause)
    if (isOfGroup && input !== null) {
      said.push(each)
      continue
    }
    if (input !== null) yield { input, said }
    cause = by
    said = []
    input = each
    if (by === null) continue
    input = { ...each, type: unseen, body: JSON.stringify(by) }
    said = [each]
  }
  if (input !== null) yield { input, said }
}

const saidOf = (line: string, seq: number): Said => {
  const fields = fieldsOfText(line) ?? {}
  const at = usOfRelative(String(fields['at'])) ?? 0
  return { seq, at, type: String(fields['type']), body: line, fields: () => fields }
}
