import type { Divergence, Draw, SessionOpened } from '@shadowtape/core'
import { fieldsOfLine } from '@shadowtape/core'

import { shellWord } from '../shell/shell-word'
import type { Apart } from '../explanations/apart'
import { apartOf } from '../explanations/apart'
import type { Around } from '../explanations/before-line'
import { typeOf } from '../journals/line-text'
import { drawsJson, drawsLines } from './draws-text'
import { enginesLines, enginesOf } from './engines-text'
import { messageText } from './message-text'
import { clipped, clippedAround, printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** What a divergence report is made of. */
export type DivergenceFacts = {
  readonly file: string
  readonly divergence: Divergence
  readonly opened: SessionOpened
  readonly before: Around
  /** What the replay drew while it took the input that differs. */
  readonly draws: ReadonlyArray<Draw>
  /** The lines that led to it, nearest first. */
  readonly causes: ReadonlyArray<Readonly<Record<string, unknown>>>
  /** Said at the end: what else there is to know. */
  readonly notes: ReadonlyArray<string>
}

/** The first difference of a replay, in at most a screen: recorded always comes before replayed. */
export const divergenceReport = (facts: DivergenceFacts, columns: number): string => {
  const { file, divergence, opened, before, causes, notes } = facts
  const { seq, line } = divergence
  const equal = line - 1
  return [
    `${file} diverges at seq ${String(seq)} (line ${String(line)}): ${whatText(divergence)}`,
    ...fieldLines(divergence, columns),
    ...apartLines(apartOf(divergence, before)),
    '',
    ...wholeLines(divergence, columns),
    '',
    causes.length === 0 ? 'Nothing caused it: it came in.' : 'Caused by, nearest first:',
    ...causes.map((fields) => clipped(causeText(fields), columns)),
    '',
    equal === 0
      ? 'No line is equal.'
      : `Lines 1 to ${grouped(equal)} are equal.${sealText(before)}`,
    ...hiddenLines(facts),
    ...drawsLines(facts, columns),
    ...enginesLines(opened, columns),
    ...notes,
    `Look closer: shadowtape cat ${shellWord(file)} --seq ${Math.max(1, seq - 8)}..${seq + 4}`,
    `             shadowtape why ${shellWord(file)} --seq ${seq}`,
    `             shadowtape state ${shellWord(file)} --seq ${Math.max(1, equal)}`,
  ].join('\n')
}

/** The same for programs. */
export const divergenceJson = (facts: DivergenceFacts) => {
  const { file, divergence, opened, before, causes } = facts
  return {
    file,
    ...divergence,
    ...fieldValues(divergence),
    apart: apartOf(divergence, before),
    last_equal_seal: before.sealedAt,
    last_equal_state: before.stateAt,
    causes: causes.map(({ seq, type }) => ({ seq, type })),
    draws: drawsJson(facts),
    engines: enginesOf(opened),
  }
}

const whatText = ({ kind, field, says }: Divergence): string => {
  switch (kind) {
    case 'changed':
      return field === null ? 'the lines differ' : `field ${printable(field)} differs`
    case 'hidden state':
      return 'only the state is another (hidden state), field stateDigest differs'
    case 'reordered':
      return `said in another order: ${says ?? ''}`
    case 'missing':
      return 'recorded, but not said again'
    case 'extra':
      return 'not recorded, but said now'
    case 'crashed':
      return `the engine stopped: ${printable(says ?? '')}`
  }
}

const fieldValues = ({ field, recorded, replayed }: Divergence) => ({
  recorded_value: field === null ? null : (fieldsOfLine(recorded).get(field) ?? null),
  replayed_value: field === null ? null : (fieldsOfLine(replayed).get(field) ?? null),
})

/** How far replayed is from recorded. */
const apartLines = (apart: Apart | null): ReadonlyArray<string> => {
  if (apart === null) return []
  const { by, unit, steps } = apart
  if (unit === null) return [`  apart     ${by}`]
  const isStep = unit === 'tick' || unit === 'lot'
  const size = steps !== null ? ` (${quantity(Math.abs(steps), unit)})` : isStep ? '' : ` ${unit}`
  return [`  apart     ${by}${size}`]
}

const sealText = ({ sealedAt, stateAt }: Around): string =>
  (sealedAt === null ? '' : ` The last seal among them is line ${grouped(sealedAt)}.`) +
  (stateAt === null ? '' : ` The last state that is equal is said in line ${grouped(stateAt)}.`)

/** A difference that no line shows began somewhere between two that say the state. */
const hiddenLines = ({ file, divergence, before }: DivergenceFacts): ReadonlyArray<string> =>
  divergence.kind === 'hidden state'
    ? [
        `What is another in the state came between lines ${grouped(before.stateAt ?? 1)} and ` +
          `${grouped(divergence.line)}: shadowtape bisect ${shellWord(file)}`,
      ]
    : []

const fieldLines = (divergence: Divergence, columns: number): ReadonlyArray<string> => {
  if (divergence.field === null) return []
  const { recorded_value, replayed_value } = fieldValues(divergence)
  return [
    `  recorded  ${clipped(printable(recorded_value ?? 'absent'), columns - 12)}`,
    `  replayed  ${clipped(printable(replayed_value ?? 'absent'), columns - 12)}`,
  ]
}

const wholeLines = (divergence: Divergence, columns: number): ReadonlyArray<string> => {
  const recorded = divergence.recorded === null ? null : printable(divergence.recorded)
  const replayed = divergence.replayed === null ? null : printable(divergence.replayed)
  const at = firstDifferentAt(recorded ?? '', replayed ?? '')
  const cut = (text: string | null): string =>
    text === null ? '(no line)' : clippedAround(text, at, columns - 12)
  return divergence.kind === 'crashed'
    ? [`  recorded  ${cut(recorded)}`]
    : [`  recorded  ${cut(recorded)}`, `  replayed  ${cut(replayed)}`]
}

/** Where two lines part; the beginning, where one of them is missing. */
const firstDifferentAt = (a: string, b: string): number => {
  if (a === '' || b === '') return 0
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return at
}

const causeText = (fields: Readonly<Record<string, unknown>>): string => {
  const origin = fields['cause'] === null ? '  (came in)' : ''
  const seq = String(fields['seq']).padStart(6)
  return `  ${seq}  ${printable(typeOf(fields))}  ${messageText(fields)}${origin}`
}
