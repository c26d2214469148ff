import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { fileFailure, fileFailureText } from '../journal-files/file-failure'

/** Signs bytes. What it is made of never leaves it. */
export type Signer = {
  /** The public key's 32 bytes as base64url. */
  readonly publicKey: string
  /** The signature's 64 bytes as base64url. */
  readonly sign: (bytes: Uint8Array) => string
}

/**
 * A signer from a file with an Ed25519 private key as PEM (`openssl genpkey -algorithm ed25519`);
 * else a sentence that never quotes the file.
 */
export const signerOf = (path: string): Either<string, Signer> => {
  try {
    const key = createPrivateKey(readFileSync(path))
    if (key.asymmetricKeyType !== 'ed25519') return left(`${path}: it is no Ed25519 key`)
    return right({
      publicKey: publicPart(key.export({ format: 'jwk' })),
      sign: (bytes) => sign(null, bytes, key).toString('base64url'),
    })
  } catch (error) {
    return left(keyFault(path, error, 'private'))
  }
}

/** A file's Ed25519 public key (`openssl pkey -pubout`): its 32 bytes as base64url. */
export const publicKeyOf = (path: string): Either<string, string> => {
  try {
    const text = readFileSync(path)
    if (text.includes('PRIVATE KEY')) return left(`${path}: it is a private key`)
    const key = createPublicKey(text)
    if (key.asymmetricKeyType !== 'ed25519') return left(`${path}: it is no Ed25519 key`)
    return right(publicPart(key.export({ format: 'jwk' })))
  } catch (error) {
    return left(keyFault(path, error, 'public'))
  }
}

/** Whether a signature is that of the bytes by the holder of the public key, both as base64url. */
export const isSignedBy = (publicKey: string, bytes: Uint8Array, signature: string): boolean => {
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey },
      format: 'jwk',
    })
    return verify(null, bytes, key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

const publicPart = ({ x }: { readonly x?: string | undefined }): string => x ?? ''

const keyFault = (path: string, error: unknown, kind: 'private' | 'public'): string =>
  (error as NodeJS.ErrnoException).syscall === undefined
    ? `${path}: it is no ${kind} key in PEM`
    : fileFailureText(fileFailure(path, 'read', error))
