import type { Category, RejectionReason } from '@shadowtape/core'
import { bybitAnswer } from '@shadowtape/core'

import type { WireResponse } from '../bybit-api/wire-request'

/** What an endpoint comes to, before it is put into Bybit's envelope. */
export type Outcome = {
  readonly retCode: number
  readonly retMsg: string
  readonly result: object
  readonly retExtInfo: object
}

/** An endpoint that did what it was asked for. */
export const done = (result: object, retExtInfo: object = {}): Outcome => ({
  retCode: 0,
  retMsg: 'OK',
  result,
  retExtInfo,
})

/** A refusal is HTTP 200 with a code and nothing in it. */
export const refused = (retCode: number, retMsg: string): Outcome => ({
  retCode,
  retMsg,
  result: {},
  retExtInfo: {},
})

/** A refusal for a reason that core has the code and the text of. */
export const refusedFor = (reason: RejectionReason, category: Category): Outcome => {
  const { retCode, retMsg } = bybitAnswer(reason, category)
  return refused(retCode, retMsg)
}

/** A parameter that is missing or that makes no sense. */
export const invalid = (name: string): Outcome => refused(10001, `params error: ${name} invalid`)

/** An outcome as it goes over the wire. `timeMs` is the server's time. */
export const enveloped = (
  { retCode, retMsg, result, retExtInfo }: Outcome,
  timeMs: number,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify({ retCode, retMsg, result, retExtInfo, time: timeMs }),
})

/** What is beyond the second's budget. */
export const tooMany: Outcome = refused(10006, 'Too many visits. Exceeded the API Rate Limit.')
