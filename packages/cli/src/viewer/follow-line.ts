import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { followed } from '../explanations/consequences'
import type { Ongoing } from '../steps/ongoing'
import { soundLine } from './line-facts'
import { passingFrom } from './passing-turns'
import type { Refusal } from './refusal'
import { rowOf } from './rows'
import type { Consequences } from './view-data'
import type { Viewing } from './viewing'

/** Which line is followed, how far, and how many of its consequences are told. */
export type FollowAsked = {
  readonly seq: number
  readonly count: number
  /** The last line to look at; by default some way on. */
  readonly to: number | undefined
}

/** So many lines behind it are looked at, unless more are asked for. */
const linesLooked = 262_144

/** Where there are more consequences than this, no more lines are looked at. */
const countMax = 200_000

/** What came of a line. */
export function* followLine(
  viewing: Viewing,
  { seq, count, to = seq + linesLooked }: FollowAsked,
): Ongoing<Either<Refusal, Consequences>> {
  const line = soundLine(viewing, seq)
  if (isLeft(line)) return line
  const { last } = viewing.end()
  const { onLine, found, isOf, count: soFar } = followed(seq, count)
  let until = Math.max(seq, Math.min(last, to))
  yield* passingFrom(viewing.path, seq + 1, (passing) => {
    const { envelope, isSound } = passing
    if (envelope.seq > until) return isSound() ? 'stop' : 'go on'
    if (isOf(envelope.cause) && isSound()) onLine(passing)
    if (soFar() < countMax) return 'go on'
    until = envelope.seq
    return 'stop'
  })
  const { lines, counts } = found()
  return right({
    lines: lines.map(({ depth, fields }) => ({ depth, row: rowOf(fields) })),
    ...{ counts, until, isEnd: until >= last },
  })
}
