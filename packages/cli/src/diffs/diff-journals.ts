import type { BlockReader, FileFailure } from '@shadowtape/adapters'
import { openBlocks } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { aligned } from './align'
import type { Difference } from './compare-groups'
import { compareSaid } from './compare-groups'
import type { Group, Said } from './group-reader'
import { groupsOf } from './group-reader'
import { sameNames } from './same-names'

/** How many of a type one side has alone, and how many both have otherwise. */
export type Counts = { removed: number; added: number; changed: number }

/** What is not the same in two journals. */
export type JournalsDiff = {
  /** Settings that the headers say otherwise: their names, and what each says. */
  readonly settings: ReadonlyArray<{
    readonly name: string
    readonly a: unknown
    readonly b: unknown
  }>
  /** Inputs that both have, and that only one has. */
  readonly inputs: { same: number; removed: number; added: number }
  /** Lines that both said alike. */
  same: number
  readonly byType: Record<string, Counts>
  readonly differences: ReadonlyArray<Difference>
  /** How many there are in all, and to how many inputs that both have something else was said. */
  count: number
  groups: number
}

/** Compares two journals by what came in and what was said to it, keeping so many differences. */
export const diffJournals = (
  a: string,
  b: string,
  differencesMax: number,
  onProgress: (bytes: number, total: number) => void,
): Either<FileFailure, JournalsDiff> => {
  const [one, other] = [openBlocks(a), openBlocks(b)]
  try {
    if (isLeft(one)) return one
    if (isLeft(other)) return other
    return right(compared([a, one.right], [b, other.right], differencesMax, onProgress))
  } finally {
    for (const reader of [one, other]) if (!isLeft(reader)) reader.right.close()
  }
}

const compared = (
  [a, one]: readonly [string, BlockReader],
  [b, other]: readonly [string, BlockReader],
  differencesMax: number,
  onProgress: (bytes: number, total: number) => void,
): JournalsDiff => {
  const names = sameNames()
  const kept: Array<Difference> = []
  const settings: Array<JournalsDiff['settings'][number]> = []
  const diff: JournalsDiff = {
    ...{ settings, differences: kept, same: 0, count: 0, groups: 0, byType: {} },
    inputs: { same: 0, removed: 0, added: 0 },
  }
  const take = (difference: Difference): void => {
    const { type } = difference.kind === 'added' ? difference.b : difference.a
    const counts = (diff.byType[type] ??= { removed: 0, added: 0, changed: 0 })
    counts[difference.kind] += 1
    diff.count += 1
    if (kept.length < differencesMax) kept.push(difference)
  }
  const takeAlone = ({ input, said }: Group, kind: 'removed' | 'added'): void => {
    diff.inputs[kind] += 1
    for (const each of [input, ...said])
      take(kind === 'removed' ? { kind, a: each, b: null } : { kind, a: null, b: each })
  }
  let groups = 0
  for (const pair of aligned(groupsOf(a, one), groupsOf(b, other))) {
    if (++groups % 1_024 === 0) onProgress(one.bytes(), one.size())
    if (pair.b === null) takeAlone(pair.a, 'removed')
    else if (pair.a === null) takeAlone(pair.b, 'added')
    else {
      diff.inputs.same += 1
      if (pair.a.input.type === 'SessionOpened')
        settings.push(...otherSettings(pair.a.input, pair.b.input))
      const differences = compareSaid(pair.a.said, pair.b.said, names)
      differences.forEach(take)
      if (differences.length > 0) diff.groups += 1
      diff.same += pair.a.said.length - differences.filter((each) => each.a !== null).length
    }
  }
  return diff
}

/** Fields of a header that are made of the others, or say nothing of what was decided. */
const derived: ReadonlySet<string> = new Set(['seq', 'at', 'cause', 'crc', 'configDigest'])

const otherSettings = (a: Said, b: Said): JournalsDiff['settings'] => {
  const [one, other] = [a.fields(), b.fields()]
  return Object.keys({ ...one, ...other })
    .filter((name) => !derived.has(name) && one[name] !== other[name])
    .map((name) => ({ name, a: one[name] ?? null, b: other[name] ?? null }))
}
