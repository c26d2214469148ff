import type { FileFailure } from '@shadowtape/adapters'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { seqOfFill, seqOfFreeze, seqOfOrder } from '../explanations/find-line'
import { lineOfSeq } from '../explanations/line-of-seq'
import type { TypedTime } from '../shell/time-option'
import { timeOption } from '../shell/time-option'

/** What a case is cut around. */
export type Around =
  | { readonly kind: 'freeze' | 'fill' | 'seq'; readonly n: number }
  | { readonly kind: 'order'; readonly id: string }
  | { readonly kind: 'at'; readonly time: TypedTime }

/** Parses `freeze:1`, `fill:3`, `seq:1200`, `order:o-17` or `at:+12.5s`. */
export const aroundOption = (text: string): Around => {
  const [, kind, rest = ''] = /^([a-z]+):(.+)$/.exec(text) ?? []
  if (kind === 'order') return { kind, id: rest }
  if (kind === 'at') return { kind, time: timeOption(rest) }
  if ((kind === 'freeze' || kind === 'fill' || kind === 'seq') && /^[1-9]\d{0,14}$/.test(rest))
    return { kind, n: Number(rest) }
  throw new InvalidArgumentError(
    'It must be freeze:N, fill:N, seq:N, order:ID or at:TIME, counted from 1.',
  )
}

const units: Readonly<Record<string, number>> = { ms: 1_000, s: 1_000_000, m: 60_000_000 }

/** Parses a length of time with its unit, such as `30s` or `500ms`, into microseconds. */
export const lengthOption = (text: string): number => {
  const [, whole, fraction = '', unit = ''] = /^(\d{1,9})(?:\.(\d{1,6}))?(ms|s|m)$/.exec(text) ?? []
  if (whole === undefined) throw new InvalidArgumentError('It must be as 30s, 500ms or 2m.')
  return Math.round(Number(`${whole}.${fraction}`) * (units[unit] ?? 1))
}

/** The engine time of what a case is cut around; `null` where there is no such thing. */
export const timeAround = (
  path: string,
  around: Around,
  startAt: number,
): Either<FileFailure, number | null> => {
  if (around.kind === 'at') {
    const { us, from } = around.time
    return right(from === 'start' ? startAt + us : us)
  }
  const seq = seqAround(path, around)
  if (isLeft(seq)) return seq
  const line = seq.right === null ? right(null) : lineOfSeq(path, seq.right)
  if (isLeft(line)) return line
  return right(line.right === null ? null : Number(line.right['at']))
}

const seqAround = (
  path: string,
  around: Exclude<Around, { readonly kind: 'at' }>,
): Either<FileFailure, number | null> => {
  switch (around.kind) {
    case 'freeze':
      return seqOfFreeze(path, around.n)
    case 'fill':
      return seqOfFill(path, around.n)
    case 'seq':
      return right(around.n)
    case 'order':
      return seqOfOrder(path, around.id)
  }
}
