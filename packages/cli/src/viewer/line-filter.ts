import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { exactDecimal } from '../explanations/exact-decimal'
import type { PassingLine } from '../journals/each-line'
import type { Condition, Test } from '../steps/condition'
import { parseCondition } from '../steps/condition'
import { holdsOnLine } from '../steps/holds'

/** Which lines are shown: those that pass it. */
export type LineFilter = {
  readonly isEmpty: boolean
  readonly passes: (line: PassingLine) => boolean
}

/** A longer text is none that a person typed. */
const textMax = 1_000

/**
 * Parses `type=OrderFilled qty>=0.01 btc "post only"`: tests of a line's fields as conditions of
 * `step` have them, and words, each of which must be somewhere in the line, in small letters or
 * capitals; what has blanks, or would be a test, stands in quotes. Left is what is wrong.
 */
export const lineFilter = (text: string, startAt: number): Either<string, LineFilter> => {
  if (text.length > textMax) return left(`it has more than ${String(textMax)} characters`)
  const { tests: typed, words } = partsOf(text)
  if (typed.trim() === '') return right(filterOf([], words))
  const condition = parseCondition(typed.trimEnd(), startAt)
  if (isLeft(condition)) return condition
  const { tests } = condition.right
  const state = tests.find(({ of }) => of === 'state')
  return state === undefined
    ? right(filterOf(tests, words))
    : left(`state.${state.name} is of the state, and a filter looks at lines only`)
}

const partForm =
  /\s*(?:"([^"]*)"(?=\s|$)|([^\s=!<>~"]+\s*(?:!=|<=|>=|=|<|>|~)\s*(?:"[^"]*"|[^\s"]+)?)|(\S+))/y

/** The tests of a text, with blanks where words stood between them; and those words. */
const partsOf = (text: string) => {
  const words: Array<string> = []
  let tests = ''
  partForm.lastIndex = 0
  for (let part = partForm.exec(text); part !== null; part = partForm.exec(text)) {
    const [whole, quoted, test, bare] = part
    const isJoining = bare === 'and' && tests.trim() !== ''
    tests += test === undefined ? ' '.repeat(whole.length) : whole
    const word = quoted ?? bare
    if (word !== undefined && word !== '' && !isJoining) words.push(word.toLowerCase())
  }
  return { tests, words }
}

const filterOf = (tests: ReadonlyArray<Test>, words: ReadonlyArray<string>): LineFilter => {
  const ofEnvelope = conditionOf(tests.filter(({ name }) => envelopeNames.has(name)))
  const ofFields = conditionOf(tests.filter(({ name }) => !envelopeNames.has(name)))
  const needs = ofFields.tests.flatMap(neededBy)
  const mayHold = ({ includes }: PassingLine): boolean =>
    needs.every((any) => any.some(includes)) || includes('\\')
  return {
    isEmpty: tests.length === 0 && words.length === 0,
    passes: (line) => {
      const { seq, at, cause, type } = line.envelope
      if (ofEnvelope.tests.length > 0 && !holdsOnLine(ofEnvelope, { seq, at, cause, type }))
        return false
      if (ofFields.tests.length > 0 && !mayHold(line)) return false
      if (words.length > 0 && !hasAll(line.text().toLowerCase(), words)) return false
      if (ofFields.tests.length === 0) return true
      const fields = line.fields()
      return fields !== null && holdsOnLine(ofFields, fields)
    },
  }
}

const conditionOf = (tests: ReadonlyArray<Test>): Condition => ({ text: '', tests })

const envelopeNames: ReadonlySet<string> = new Set(['seq', 'at', 'cause', 'type'])

const hasAll = (text: string, words: ReadonlyArray<string>): boolean =>
  words.every((word) => text.includes(word))

/**
 * What a line's bytes must have for a test to hold, any of each list; so that most lines need not
 * be parsed. It holds of lines that write no character as an escape.
 */
const neededBy = ({ name, comparison, values }: Test): ReadonlyArray<ReadonlyArray<string>> => {
  // a field that is not there is `null`
  const mayBeMissing =
    comparison === '!=' ||
    (comparison === '=' && values.includes('null')) ||
    (comparison === '~' && values.some((value) => 'null'.includes(value)))
  if (mayBeMissing) return []
  const isPlain = (comparison === '=' || comparison === '~') && values.every(isPlainWord)
  return [[`"${name}":`], ...(isPlain ? [values] : [])]
}

/** A word that is written in a line as it was typed, and is no number in other digits. */
const isPlainWord = (value: string): boolean =>
  /^[A-Za-z_][\w.-]*$/.test(value) && exactDecimal(value) === null
