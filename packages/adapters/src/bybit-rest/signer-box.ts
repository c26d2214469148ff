import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { ApiSigner } from '../bybit-api/signing'
import { signerOfSecret } from '../bybit-api/signing'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { KeyProvider } from './api-keys'

/** A key with its signer, and the secret itself so that it can be kept out of what is quoted. */
export type SignerOf = {
  readonly apiKey: string
  readonly secret: string
  readonly sign: ApiSigner
}

/**
 * Asks a provider for keys and makes the signer of them, once for each secret. What a provider
 * throws is not quoted.
 */
export const signerBox = (keys: KeyProvider): (() => Promise<Either<ExchangeFault, SignerOf>>) => {
  let last: SignerOf | null = null
  return async () => {
    let had: Awaited<ReturnType<KeyProvider>>
    try {
      had = await keys()
    } catch {
      return left(noKey('the keys could not be had'))
    }
    if (had._tag === 'Left') return left(noKey(`the keys could not be had: ${had.left}`))
    const { apiKey, secret } = had.right
    if (last !== null && last.apiKey === apiKey && last.secret === secret) return right(last)
    if (!/^[\x21-\x7e]{1,200}$/.test(apiKey)) return left(noKey('the API key is no line of ASCII'))
    if (secret === '') return left(noKey('the API secret is empty'))
    const signer = signerOfSecret(secret)
    if (signer._tag === 'Left') return left(noKey(`the API secret cannot sign: ${signer.left}`))
    last = { apiKey, secret, sign: signer.right }
    return right(last)
  }
}

const noKey = (says: string): ExchangeFault => ({
  type: 'Auth',
  retCode: null,
  reason: 'AUTHENTICATION_FAILED',
  says,
})
