import { readFileSync } from 'node:fs'

import { fileFailure, fileFailureText, isSignedBy, publicKeyOf } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { grouped, quantity } from '../reports/quantity-text'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Anchor } from './anchor'
import { anchorOf, signedText } from './anchor'
import type { HashedPrefix } from './hashed-prefix'

/** What a person says a journal is to be held to. */
export type AnchorOptions = { readonly anchor?: string; readonly publicKey?: string }

/** An anchor that is what it says it is, and the file it came from. */
export type HeldAnchor = { readonly file: string; readonly anchor: Anchor; readonly by: string }

/** Reads the anchor that options name, and checks who signed it; `null` where they name none. */
export const heldAnchor = (options: AnchorOptions): Either<Failure, HeldAnchor | null> => {
  const { anchor: file, publicKey } = options
  if (file === undefined)
    return publicKey === undefined ? right(null) : usage('--public-key needs --anchor')
  const text = textOf(file)
  if (isLeft(text)) return usage(`--anchor ${text.left}`)
  const anchor = anchorOf(text.right)
  if (isLeft(anchor)) return usage(`--anchor ${file}: it is no anchor: ${anchor.left}`)
  const trusted = publicKey === undefined ? null : publicKeyOf(publicKey)
  if (trusted !== null && isLeft(trusted)) return usage(`--public-key ${trusted.left}`)
  return signatureOf(file, anchor.right, trusted === null ? null : trusted.right)
}

const signatureOf = (
  file: string,
  anchor: Anchor,
  trusted: string | null,
): Either<Failure, HeldAnchor> => {
  const { signature } = anchor
  if (signature === null)
    return trusted === null
      ? right({ file, anchor, by: 'not signed' })
      : failed(`${file} is not signed, and --public-key asks for a signature.`)
  if (trusted !== null && signature.publicKey !== trusted)
    return failed(`${file} is signed by ${signature.publicKey}, not by the key of --public-key.`)
  if (!isSignedBy(signature.publicKey, Buffer.from(signedText(anchor)), signature.signature))
    return failed(`${file}: its signature is not that of its lines.`)
  const whose = trusted === null ? 'signed by a key that nobody vouched for' : 'signed'
  return right({ file, anchor, by: `${whose}, ${signature.publicKey}` })
}

/** Why a sound journal is not the one that was anchored, or `null` where it is, perhaps grown. */
export const anchorFailure = (
  path: string,
  { file, anchor }: HeldAnchor,
  hashed: HashedPrefix,
): Failure | null => {
  const { origin, digest } = hashed.digests()
  if (origin !== anchor.origin)
    return failure(
      'Failed',
      `${path} is another journal than ${file} anchors: it begins otherwise.`,
    )
  if (hashed.bytes() < anchor.bytes)
    return failure(
      'Failed',
      `${path} is shorter than it was: ${file} anchors ${quantity(anchor.lines, 'line')}` +
        ` of ${quantity(anchor.bytes, 'byte')}, and it has ${grouped(hashed.bytes())} bytes.`,
    )
  if (digest === anchor.digest && hashed.lines() === anchor.lines) return null
  if (digest === anchor.digest)
    return failure(
      'Failed',
      `${file} contradicts itself: those bytes are ${quantity(hashed.lines(), 'line')},` +
        ` not ${grouped(anchor.lines)}.`,
    )
  return failure(
    'Failed',
    `${path} is not what ${file} anchors: its first ${quantity(anchor.bytes, 'byte')} have` +
      ` SHA-256 ${digest}, not ${anchor.digest}. It was rewritten, seals and all.`,
  )
}

const textOf = (file: string): Either<string, string> => {
  try {
    return right(readFileSync(file, 'utf8'))
  } catch (error) {
    return left(fileFailureText(fileFailure(file, 'read', error)))
  }
}

const usage = (says: string): Either<Failure, never> => left(failure('Usage', `Error: ${says}`))
const failed = (says: string): Either<Failure, never> => left(failure('Failed', says))
