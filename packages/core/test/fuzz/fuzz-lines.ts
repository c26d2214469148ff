import type { Message } from '../../src'
import type { Corpus } from './corpus'
import { newDice } from './dice'
import type { FuzzedLine } from './fuzzed-line'
import { fuzzedLine } from './fuzzed-line'
import type { Difference } from './line-judge'
import { lineJudge } from './line-judge'

/** What came of many lines. */
export type FuzzRun = {
  readonly lines: number
  /** How many lines the oracle took, by their type. */
  readonly accepted: ReadonlyMap<Message['type'], number>
  readonly failure: string | null
}

/**
 * Puts the lines `[from, to)` of a seed to reader and oracle, until they differ. Every line follows
 * from the seed and its number; the symbols that the reader has met, from those of its block.
 */
export const fuzzLines = (corpus: Corpus, seed: number, from: number, to: number): FuzzRun => {
  const dice = newDice()
  const accepted = new Map<Message['type'], number>()
  let court = lineJudge(corpus)
  for (let nth = from - (from % blockLines); nth < to; nth++) {
    if (nth % blockLines === 0) court = lineJudge(corpus)
    dice.set(seed, nth)
    const isThorough = dice.isOneIn(8)
    const fuzzed = fuzzedLine(dice, corpus)
    const difference = court.judge(fuzzed, isThorough)
    if (difference !== null)
      return { lines: nth + 1 - from, accepted, failure: told(seed, nth, fuzzed, difference) }
    const message = court.accepted()
    if (message !== null && nth >= from)
      accepted.set(message.type, (accepted.get(message.type) ?? 0) + 1)
  }
  return { lines: to - from, accepted, failure: null }
}

/** So many lines are read by one reader, before a new one takes over. */
const blockLines = 4_096

const told = (
  seed: number,
  nth: number,
  { before, line, behind }: FuzzedLine,
  { what, reader, oracle }: Difference,
): string =>
  [
    `line ${nth} of seed ${seed}: ${what}`,
    `  before  ${escaped(before)}`,
    `  line    ${escaped(line)}`,
    `  behind  ${escaped(behind)}`,
    `  reader  ${reader}`,
    `  oracle  ${oracle}`,
    `  again   npm run fuzz -- --seed ${seed} --only ${nth}`,
  ].join('\n')

/** Bytes as a text in which each of them can be told. */
const escaped = (bytes: string): string =>
  `'${bytes.replace(/[^\x20-\x7e]|[\\']/g, (letter) =>
    letter === '\\' || letter === "'"
      ? `\\${letter}`
      : `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )}'`
