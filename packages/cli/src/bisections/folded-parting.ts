import type { State } from '@shadowtape/core'
import { dialectNamed, knownDialects } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { FileFailure } from '@shadowtape/adapters'

import type { Change } from '../explanations/state-paths'
import { changesBetween } from '../explanations/state-paths'
import { lineAt } from '../journals/line-at'
import { fieldsOfText } from '../journals/line-text'
import { beforeApart } from './checkpoint'
import { stateSeen } from './executed-states'
import type { OnInput } from './first-apart'
import type { Alike, Parting } from './parting'
import { lastWords, runToEnd } from './run-to-end'
import type { Side } from './side'
import { SideFailed } from './side'
import type { SoundJournal } from './sound-journal'

/**
 * Finds where two builds part of which one is too old to say what it comes to: both fold what was
 * recorded, as their `state` does, and the line is looked for by halving. Throws `SideFailed`.
 */
export const foldedPartingOf = async (
  { path, lines, inputs }: SoundJournal,
  sides: readonly [Side, Side],
  onInput: OnInput,
): Promise<Either<FileFailure, Parting | Alike>> => {
  const changesAfter = async (line: number): Promise<ReadonlyArray<Change>> => {
    const [one, other] = await Promise.all(sides.map((side) => foldedBy(side, path, line)))
    if (one === undefined || other === undefined) return []
    if ('why' in one && 'why' in other) throw new SideFailed(one.why)
    // who finds a recorded digest wrong has come to another state than who does not
    if ('why' in one || 'why' in other) return [{ path: '', before: undefined, after: undefined }]
    return changesBetween(one.state, other.state)
  }
  let [alike, line] = [0, lines]
  let changes = await changesAfter(line)
  if (changes.length === 0) return right({ every: inputs })
  while (line - alike > 1) {
    onInput(lines - (line - alike), lines)
    const middle = Math.floor((alike + line) / 2)
    const found = await changesAfter(middle)
    if (found.length === 0) alike = middle
    else [line, changes] = [middle, found]
  }
  const before = beforeApart(path, line + 1)
  return isLeft(before)
    ? before
    : right({
        by: 'line',
        sides: [sides[0].name, sides[1].name],
        ...{ input: before.right.inputs, line, lastLine: line, changes, every: inputs },
        came: fieldsOfText(lineAt(path, line) ?? '') ?? {},
        alikeLine: alike === 0 ? null : alike,
        ...{ saidLine: null, stopped: null, isUnsteady: false },
      })
}

/** The state that a build's `state` says, as the digests of its journal see it; or why none. */
const foldedBy = async (
  side: Side,
  journal: string,
  seq: number,
): Promise<{ readonly state: unknown } | { readonly why: string }> => {
  const chosen = side.strategy === null ? [] : ['--strategy', side.strategy]
  const asked = ['state', journal, '--seq', String(seq), '--json', ...chosen]
  const ended = await runToEnd([...side.program, ...asked])
  const said = fieldsOfText(ended.stdout)
  const state = said?.['state'] as State | undefined
  if (ended.code !== 0 || state === undefined) {
    const why = typeof said?.['says'] === 'string' ? said['says'] : lastWords(ended)
    return { why: `${side.name}: ${why}` }
  }
  const dialect = dialectNamed(knownDialects, state.config?.catalogue ?? '')
  return { state: stateSeen(state, dialect) }
}
