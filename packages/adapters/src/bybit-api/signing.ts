import { createHmac, createPrivateKey, sign as signWith, timingSafeEqual } from 'node:crypto'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

/** Signs what Bybit is told. The secret it is made of never leaves it. */
export type ApiSigner = (payload: string) => string

/** A signer for a key that Bybit made: lower-case hex of HMAC-SHA256. */
export const hmacSigner =
  (secret: string): ApiSigner =>
  (payload) =>
    createHmac('sha256', secret).update(payload, 'utf8').digest('hex')

/**
 * A signer for a key whose RSA half the user keeps: base64 of RSA-SHA256 (PKCS #1 v1.5). `Left` is
 * a sentence that never quotes the key.
 */
export const rsaSigner = (pem: string): Either<string, ApiSigner> => {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType !== 'rsa') return left('it is no RSA private key')
    return right((payload) => signWith('sha256', Buffer.from(payload), key).toString('base64'))
  } catch {
    return left('it is no private key in PEM')
  }
}

/** Whether a secret is the PEM of a private key, which signs by RSA; any other text by HMAC. */
export const isPrivateKey = (secret: string): boolean =>
  /^\s*-----BEGIN (?:RSA )?PRIVATE KEY-----/.test(secret)

/** The signer that a secret asks for: RSA for a private key in PEM, HMAC for any other text. */
export const signerOfSecret = (secret: string): Either<string, ApiSigner> =>
  isPrivateKey(secret) ? rsaSigner(secret) : right(hmacSigner(secret))

/**
 * What is signed of a REST request: `tail` is the query's bytes of a GET (without `?`), the body's
 * of a POST. Rule: Bybit V5, "Integration guidance".
 */
export const restPayload = (
  timestampMs: number,
  apiKey: string,
  recvWindowMs: number,
  tail: string,
): string => `${timestampMs}${apiKey}${recvWindowMs}${tail}`

/** What is signed to open a private stream; `expiresMs` must be later than the server's now. */
export const streamPayload = (expiresMs: number): string => `GET/realtime${expiresMs}`

/** Whether two signatures are the same, in a time that tells nothing of where they differ. */
export const isSameSignature = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
