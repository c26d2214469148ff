import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Strategy } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import type { Difference } from '../diffs/compare-groups'
import type { Counts } from '../diffs/diff-journals'
import { diffJournals } from '../diffs/diff-journals'
import { quantity } from '../reports/quantity-text'
import type { Regenerated } from './regenerate-journal'
import { regenerateJournal } from './regenerate-journal'

/** Everything that a replay says otherwise, from the first difference to the end. */
export type AllDifferences = {
  /** Inputs to which something else was said. */
  readonly groups: number
  readonly counts: Counts
  readonly byType: Readonly<Record<string, Counts>>
  readonly first: ReadonlyArray<Difference>
  readonly crash: Regenerated['crash']
}

const shownMax = 5

/**
 * Goes on behind the first difference: the engine takes all that came in with the state that it
 * comes to itself, and what it says to each input is compared with what was recorded, lines under
 * their own numbers and orders under the same names. What it writes lies in a temporary file.
 */
export const allDifferences = (
  path: string,
  bytes: number,
  strategy: Strategy,
): AllDifferences | null => {
  const dir = mkdtempSync(join(tmpdir(), 'shadowtape-replay-'))
  try {
    const again = join(dir, 'again.jsonl')
    writeFileSync(again, '')
    const { crash } = regenerateJournal(path, bytes, strategy, (written) => {
      appendFileSync(again, written)
    })
    const diff = diffJournals(path, again, shownMax, () => undefined)
    if (isLeft(diff)) return null
    const { byType, differences: first, groups } = diff.right
    const counts = { removed: 0, added: 0, changed: 0 }
    for (const one of Object.values(byType)) {
      counts.removed += one.removed
      counts.added += one.added
      counts.changed += one.changed
    }
    return { groups, counts, byType, first, crash }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** The same in a few lines. */
export const allDifferencesText = (all: AllDifferences): ReadonlyArray<string> => {
  const { groups, counts, byType, first, crash } = all
  const types = Object.entries(byType)
    .map(([type, { removed, added, changed }]) => `${type} ${removed + added + changed}`)
    .join(', ')
  return [
    `To the end: ${quantity(groups, 'input')} answered otherwise; ${countsText(counts)}`,
    ...(types === '' ? [] : [`  by type   ${types}`]),
    ...(first.length === 0 ? [] : [`  first at  ${first.map(placeText).join(', ')}`]),
    ...(crash === null
      ? []
      : [`  stopped   at what came in with line ${String(crash.line)}: ${crash.says}`]),
  ]
}

/** The same for programs: kinds as in the report of the first difference. */
export const allDifferencesJson = ({ groups, counts, byType, first, crash }: AllDifferences) => ({
  groups,
  ...kindsOf(counts),
  by_type: Object.fromEntries(Object.entries(byType).map(([type, of]) => [type, kindsOf(of)])),
  first: first.map(({ kind, a, b }) => ({
    kind: kindNames[kind],
    type: a === null ? b.type : a.type,
    recorded_seq: a?.seq ?? null,
    replayed_seq: b?.seq ?? null,
  })),
  crash,
})

const kindNames = { removed: 'missing', added: 'extra', changed: 'changed' } as const

const kindsOf = ({ removed, added, changed }: Counts) => ({
  changed,
  missing: removed,
  extra: added,
})

const countsText = ({ removed, added, changed }: Counts): string =>
  `${String(changed)} changed, ${String(removed)} missing, ${String(added)} extra`

const placeText = ({ kind, a, b }: Difference): string =>
  a === null
    ? `now ${String(b.seq)} ${b.type} (extra)`
    : `${String(a.seq)} ${a.type} (${kindNames[kind]})`
