import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'
import * as t from 'io-ts'

import { quotable } from './api-keys'

/** What an answer's envelope holds, and when it was asked for and heard by our clock, in ms. */
export type Answer = {
  readonly retCode: number
  readonly retMsg: string
  readonly result: unknown
  readonly extInfo: unknown
  /** The exchange's own time of the answer. */
  readonly serverMs: number | null
  readonly sentMs: number
  readonly heardMs: number
  /** A text of the answer as it may be told of: without what was secret in the request. */
  readonly quote: (text: string) => string
}

/** Where an answer is not what it should be: a path in it, and what is wrong. Quotes nothing. */
export type AnswerFault = { readonly field: string; readonly detail: string }

const Envelope = t.intersection([
  t.type({ retCode: t.number, result: t.unknown }),
  t.partial({ retMsg: t.string, retExtInfo: t.unknown, time: t.number }),
])

/** Reads Bybit's envelope. Its `result` and `retExtInfo` are for the codec of each endpoint. */
export const answerOf = (
  body: string,
  sentMs: number,
  heardMs: number,
  secrets: ReadonlyArray<string>,
): Either<AnswerFault, Answer> => {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return left({ field: 'body', detail: 'is not JSON' })
  }
  const decoded = decodedBy(Envelope, json, 'body')
  if (decoded._tag === 'Left') return decoded
  const { retCode, retMsg = '', result, retExtInfo, time } = decoded.right
  if (!Number.isSafeInteger(retCode)) return left({ field: 'retCode', detail: 'is no integer' })
  const serverMs = time !== undefined && Number.isSafeInteger(time) && time > 0 ? time : null
  return right({
    ...{ retCode, retMsg, result, extInfo: retExtInfo, serverMs, sentMs, heardMs },
    quote: (text) => quotable(text, secrets),
  })
}

/**
 * A value by its codec; else the path of the field that is not as it should be. The value itself is
 * never quoted: an answer may repeat what was secret in the request.
 */
export const decodedBy = <A>(
  codec: t.Type<A, unknown>,
  value: unknown,
  root: string,
): Either<AnswerFault, A> => {
  const decoded = codec.decode(value)
  if (decoded._tag === 'Right') return decoded
  const deepest = decoded.left.reduce((worst, error) =>
    error.context.length > worst.context.length ? error : worst,
  )
  const path = pathOf(deepest.context)
  const wanted = nameOf(deepest.context)
  return left({
    field:
      path === ''
        ? root
        : root === 'body'
          ? path
          : `${root}${path.startsWith('[') ? '' : '.'}${path}`,
    detail:
      deepest.value === undefined
        ? 'is missing'
        : `is ${kindOf(deepest.value)} where ${wanted} was expected`,
  })
}

const nameOf = (context: t.Context): string => {
  const name = context[context.length - 1]?.type.name ?? 'something else'
  if (name === 'string') return 'a text'
  if (name.startsWith('{') || name.startsWith('(') || name.startsWith('Partial')) return 'an object'
  return name.startsWith('Array') ? 'a list' : name
}

const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return value === '' ? 'an empty text' : 'a text'
    case 'number':
      return 'a number'
    case 'boolean':
      return String(value)
    default:
      return 'an object'
  }
}

/** `list[3].price`; the branches of an intersection are not part of the path. */
const pathOf = (context: t.Context): string => {
  let path = ''
  for (const [index, { key }] of context.entries()) {
    const parent = context[index - 1]?.type as { readonly _tag?: string } | undefined
    if (index === 0 || parent?._tag === 'IntersectionType' || parent?._tag === 'UnionType') continue
    path += /^\d+$/.test(key) ? `[${key}]` : path === '' ? key : `.${key}`
  }
  return path
}
