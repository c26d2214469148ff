import { fieldsOfLine, messageName } from '@shadowtape/core'
import type { Divergence } from '@shadowtape/core'

import type { HiddenDivergence, Replayed } from '../bisections/hidden-divergence'
import { isParting } from '../bisections/parting'
import { changeJson, changeRows, everyLines, partingJson, partingLines } from './parting-report'
import { printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** What was found, in one word: the first that is so. */
export type HiddenVerdict =
  'not deterministic' | 'hidden variable' | 'beside the reducers' | 'diverged' | 'same'

/** What a bisection of a journal by itself found, in one word. */
export const verdictOf = (found: HiddenDivergence): HiddenVerdict => {
  if (isParting(found.fresh)) return 'not deterministic'
  if (isParting(found.again)) return 'hidden variable'
  if (foldedFinding(found) !== null) return 'beside the reducers'
  return found.replayed === null ? 'same' : 'diverged'
}

/** The same for people. */
export const hiddenText = (found: HiddenDivergence, columns: number): string =>
  `${[
    ...headLines(found),
    ...recordedLines(found, columns),
    ...findingLines(found, columns),
    ...endLines(found),
  ].join('\n')}\n`

/** The same for programs. */
export const hiddenJson = (found: HiddenDivergence) => {
  const { journal, replayed, recorded, fresh, again } = found
  const folded = foldedFinding(found)
  return {
    ...{ verdict: verdictOf(found), file: journal.path, inputs: journal.inputs },
    divergence: replayed === null ? null : divergenceJson(replayed.divergence),
    window: replayed === null ? null : windowJson(replayed),
    recorded_state:
      recorded === null ? null : { path: recorded.path, changes: recorded.changes.map(changeJson) },
    fresh: isParting(fresh) ? partingJson(fresh) : null,
    again: isParting(again) ? partingJson(again) : null,
    folded: folded === null ? null : partingJson(folded),
  }
}

/**
 * Where the lines part, what they fold to parts as well, which says nothing; any other parting of
 * the two is a state that was changed by something else than reducers.
 */
const foldedFinding = ({ folded, replayed }: HiddenDivergence) => {
  if (!isParting(folded)) return null
  if (replayed === null || isHidden(replayed.divergence)) return folded
  return folded.lastLine < replayed.divergence.line ? folded : null
}

const isHidden = ({ kind }: Divergence): boolean => kind === 'hidden state'

const typeIn = ({ recorded, replayed }: Divergence): string => {
  const written = fieldsOfLine(recorded ?? replayed).get('type')
  return written === undefined ? 'a line' : messageName(JSON.parse(written) as string)
}

const divergenceJson = (divergence: Divergence) => {
  const { line, kind, field, says } = divergence
  return { line, kind, field, type: typeIn(divergence), is_hidden: isHidden(divergence), says }
}

const windowJson = ({ divergence, before }: Replayed) => ({
  from: before.checkpoint?.line ?? null,
  to: divergence.line,
})

const headLines = ({ journal, replayed, folded }: HiddenDivergence): ReadonlyArray<string> => {
  const { path, inputs, isCutShort } = journal
  const cut = isCutShort ? ', as far as it goes: it was cut short' : ''
  if (replayed === null)
    return [`${path} replays byte for byte${cut} (${quantity(inputs, 'input')}).`]
  const { divergence, before } = replayed
  const { line, kind, field, says } = divergence
  const what =
    kind === 'crashed'
      ? `the engine stops there: ${printable(says ?? '')}`
      : kind === 'changed' || kind === 'hidden state'
        ? `${printable(typeIn(divergence))}, field ${printable(field ?? '')}`
        : `${printable(typeIn(divergence))}, ${kind}`
  const { checkpoint } = before
  const last =
    checkpoint === null
      ? 'No state before it is named.'
      : `The last state that is as recorded is that of line ${grouped(checkpoint.line)}` +
        ` (${printable(checkpoint.type)}).`
  const apart = isHidden(divergence)
    ? 'No line before it is another: only the state is.'
    : 'All lines before it are equal.'
  return [
    `${path} diverges at line ${grouped(line)}: ${what}`,
    `  ${apart} ${last}`,
    `  So it went another way between line ${grouped((checkpoint?.line ?? 0) + 1)}` +
      ` and line ${grouped(line)}.`,
    ...(isHidden(divergence) && folded !== null && !isParting(folded) ? foldedAlike : []),
  ]
}

const recordedLines = ({ recorded }: HiddenDivergence, columns: number): ReadonlyArray<string> =>
  recorded === null || recorded.changes.length === 0
    ? []
    : [
        '',
        `The state that was kept for that line, ${recorded.path}:`,
        ...changeRows(recorded.changes, ['recorded', 'now'], columns),
      ]

/** Said where the lines fold to just the state that is not the recorded one. */
const foldedAlike = [
  '  What was recorded, folded, comes to the same state as what is decided anew: it is a',
  '  reducer, or evolve of the strategy, that keeps something else than it did.',
]

const ofFresh = [
  '',
  'Two runs, each in a process of its own, part: something rolls dice or reads a clock.',
]

const ofAgain = [
  '',
  'A second run in the same process parts from the first: something is kept outside of',
  'the slice, as a variable of the module is, and is not there after a resumption.',
]

const ofFolded = [
  '',
  'What was recorded, folded, and what is decided anew part: the state is changed beside',
  'the reducers, as where decide changes the slice, or shares a variable with evolve.',
]

const findingLines = (found: HiddenDivergence, columns: number): ReadonlyArray<string> => {
  const { fresh, again } = found
  const folded = foldedFinding(found)
  const first = isParting(fresh)
    ? [...ofFresh, ...partingLines(fresh, columns)]
    : isParting(again)
      ? [...ofAgain, ...partingLines(again, columns)]
      : []
  return folded === null ? first : [...first, ...ofFolded, ...partingLines(folded, columns)]
}

const endLines = (found: HiddenDivergence): ReadonlyArray<string> => {
  const { journal, replayed, again } = found
  const { path } = journal
  const verdict = verdictOf(found)
  if (verdict === 'same' && !isParting(again))
    return [
      'Two runs of it in one process, and its lines folded, come to the same states.',
      ...everyLines(again),
    ]
  const closer = replayed === null ? [] : [`Look closer: shadowtape replay ${path}`]
  if (verdict !== 'diverged') return closer.length === 0 ? [] : ['', ...closer]
  return [
    '',
    'The journal names no states in between, so by itself it tells no more. What still agrees',
    'with it does: another build or version of the strategy, or a commit.',
    `  shadowtape bisect ${path} --against PATH`,
    `  shadowtape bisect ${path} --git GOOD..BAD`,
    ...closer,
  ]
}
