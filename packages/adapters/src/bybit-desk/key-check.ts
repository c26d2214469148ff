import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

import { hmacSigner, isSameSignature } from '../bybit-api/signing'
import type { WireRequest } from '../bybit-api/wire-request'
import { signHeaders } from '../bybit-api/wire-request'
import type { DeskKey, DeskTerms } from './desk-options'
import type { Outcome } from './outcome'
import { refused, refusedFor } from './outcome'

/** A key that signed something, or the refusal that it comes to. */
export type Checked = DeskKey | Outcome

/** Checks of keys, of requests and of the opening of private streams. */
export type KeyCheck = {
  /** Who signed a request; the checks are made in Bybit's order, over the bytes that came. */
  readonly request: (request: WireRequest, nowMs: number) => Checked
  /** Whether a key signed a payload. */
  readonly isSignedBy: (apiKey: string, payload: string, signature: string) => boolean
}

/** Whether a check came to a key. */
export const isKey = (checked: Checked): checked is DeskKey => 'apiKey' in checked

/** A check by the keys of a desk. Throws a RangeError where a key's PEM is no RSA public key. */
export const newKeyCheck = (terms: DeskTerms): KeyCheck => {
  const keys = new Map(terms.keys.map((key) => [key.apiKey, { key, verifies: verifierOf(key) }]))
  return {
    isSignedBy: (apiKey, payload, signature) =>
      keys.get(apiKey)?.verifies(payload, signature) === true,
    request: ({ method, query, body, headers }, nowMs) => {
      const apiKey = headers[signHeaders.apiKey] ?? ''
      const timestamp = headers[signHeaders.timestamp] ?? ''
      const recvWindow = headers[signHeaders.recvWindow] ?? ''
      const signature = headers[signHeaders.sign] ?? ''
      if (apiKey === '' || timestamp === '' || signature === '')
        return refusedFor('PARAMETERS_INVALID', 'linear')
      if (!isMillis(timestamp) || (recvWindow !== '' && !isMillis(recvWindow)))
        return refusedFor('PARAMETERS_INVALID', 'linear')
      const known = keys.get(apiKey)
      if (known === undefined) return refused(10003, 'API key is invalid.')
      const windowMs = recvWindow === '' ? terms.recvWindowMs : Number(recvWindow)
      if (!isInTime(Number(timestamp), windowMs, nowMs, terms.futureMs))
        return refused(10002, outOfTime(timestamp, nowMs, windowMs))
      // the texts of the headers and the raw bytes: what is read and written anew is another text
      const payload = `${timestamp}${apiKey}${recvWindow}${method === 'GET' ? query : body}`
      if (known.verifies(payload, signature)) return known.key
      return refused(10004, `error sign! origin_string[${payload}]`)
    },
  }
}

const isMillis = (text: string): boolean => /^[0-9]{1,15}$/.test(text)

/** Bybit V5: `server_time - recv_window <= timestamp < server_time + 1000`. */
const isInTime = (timestamp: number, windowMs: number, nowMs: number, futureMs: number): boolean =>
  nowMs - windowMs <= timestamp && timestamp < nowMs + futureMs

const outOfTime = (timestamp: string, nowMs: number, windowMs: number): string =>
  'invalid request, please check your server timestamp or recv_window param. ' +
  `req_timestamp[${timestamp}],server_timestamp[${nowMs}],recv_window[${windowMs}]`

type Verifier = (payload: string, signature: string) => boolean

const verifierOf = ({ secret, apiKey }: DeskKey): Verifier => {
  if (!secret.includes('PUBLIC KEY')) {
    const sign = hmacSigner(secret)
    return (payload, signature) => isSameSignature(sign(payload), signature)
  }
  const key = publicKeyOf(secret)
  if (key?.asymmetricKeyType !== 'rsa')
    throw new RangeError(`the key ${apiKey} has no RSA public key in PEM`)
  return (payload, signature) =>
    verify('sha256', Buffer.from(payload), key, Buffer.from(signature, 'base64'))
}

const publicKeyOf = (pem: string): KeyObject | null => {
  try {
    return createPublicKey(pem)
  } catch {
    return null
  }
}
