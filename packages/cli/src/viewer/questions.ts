import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { countOption } from '../shell/option-values'
import type { Ongoing } from '../steps/ongoing'
import { placeReader, wordReader } from './asked'
import { findRow } from './find-row'
import { followLine } from './follow-line'
import type { Gathering } from './gathering'
import { lineFacts } from './line-facts'
import type { LineFilter } from './line-filter'
import { lineFilter } from './line-filter'
import { placeJson, placeLinesMax } from './place'
import type { Answer, Question } from './question'
import { questionOf } from './question'
import type { Refusal } from './refusal'
import { misasked } from './refusal'
import { rowsBeside } from './rows'
import { sessionFacts } from './session-facts'
import type { Now } from './view-data'
import type { Viewing } from './viewing'

/** Who folds with a cursor has it for itself. */
const needs = { place: 'cursor', line: 'cursor aside' } as const

const ways = wordReader('next', 'previous')
const goals = wordReader('input', 'fill', 'denial', 'freeze', 'row')
const text = (typed: string): string => typed

/** All that can be asked of a viewer, by name. */
export const questionsOf = ({ gathered }: Gathering): Readonly<Record<string, Question>> => ({
  session: questionOf({}, (_, viewing) => right(() => told(at(() => sessionFacts(viewing))))),
  now: questionOf({}, (_, viewing) => right(() => told(at(() => nowOf(viewing, gathered()))))),
  place: questionOf(placeReaders, placeAsked, needs.place),
  rows: questionOf(rowsReaders, (asked, viewing) => {
    const { from = 0, way = 'next', count = 100 } = asked
    const where = filterOf(asked.where, viewing)
    if (isLeft(where)) return where
    return right(() => told(rowsBeside(viewing, { from, way, count, where: where.right })))
  }),
  find: questionOf(findReaders, (asked, viewing) => {
    const { from = 0, way = 'next', goal = 'row' } = asked
    const where = filterOf(asked.where, viewing)
    if (isLeft(where)) return where
    return right(() => told(findRow(viewing, { from, way, goal, where: where.right })))
  }),
  line: questionOf(
    { seq: placeReader },
    ({ seq }, viewing) => {
      if (seq === undefined) return left(misasked('seq is missing: which line?'))
      return right(() => toldOrNot(lineFacts(viewing, seq)))
    },
    needs.line,
  ),
  consequences: questionOf(followReaders, ({ seq, count = 40, to }, viewing) => {
    if (seq === undefined) return left(misasked('seq is missing: of which line?'))
    return right(() => toldOrNot(followLine(viewing, { seq, count, to })))
  }),
})

const placeReaders = { seq: placeReader, at: placeReader, lines: countOption(0, placeLinesMax) }
const rowsReaders = { from: placeReader, way: ways, count: countOption(1, 500), where: text }
const findReaders = { from: placeReader, way: ways, goal: goals, where: text }
const followReaders = { seq: placeReader, count: countOption(0, 500), to: placeReader }

const placeAsked = (
  asked: { readonly seq?: number; readonly at?: number; readonly lines?: number },
  viewing: Viewing,
): Either<Refusal, () => Ongoing<Answer>> => {
  const { seq, at: instant, lines = 0 } = asked
  if ((seq === undefined) === (instant === undefined))
    return left(misasked('a place is asked for by seq or by at, one of them'))
  const place = seq === undefined ? { at: instant ?? 0 } : { seq }
  return right(function* () {
    return right(yield* placeJson(viewing, { place, lines }))
  })
}

const nowOf = (viewing: Viewing, gathered: Now['gathered']): Now => {
  const stop = viewing.stop()
  return {
    ...viewing.end(),
    gathered,
    stop: stop === null ? null : { line: stop.line, says: stop.failure.says },
  }
}

const filterOf = (where: string | undefined, { startAt }: Viewing): Either<Refusal, LineFilter> => {
  const filter = lineFilter(where ?? '', startAt)
  return isLeft(filter) ? left(misasked(`where: ${filter.left}`)) : filter
}

function* toldOrNot(work: Ongoing<Either<Refusal, unknown>>): Ongoing<Answer> {
  const answer = yield* work
  return isLeft(answer) ? answer : right(JSON.stringify(answer.right))
}

function* told(work: Ongoing<unknown>): Ongoing<Answer> {
  return right(JSON.stringify(yield* work))
}

/** What is known at once. */
function* at<T>(look: () => T): Ongoing<T> {
  yield { done: 0, total: 1 }
  return look()
}
