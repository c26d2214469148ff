import type { State } from '../state/state'
import { Digest } from '../units/digest'
import { invariant } from '../base/invariant'
import { canonicalJson } from '../base/canonical-json'
import type { Dialect } from './dialect'
import type { NewHasher } from './digest'
import { knownDialects } from './known-dialects'
import { utf8Of } from './utf8'

/** The SHA-256 of a text's UTF-8. */
export const digestOfText = (newHasher: NewHasher, text: string): Digest =>
  digestOfBytes(newHasher, utf8Of(text))

/** The SHA-256 of some bytes. */
export const digestOfBytes = (newHasher: NewHasher, bytes: Uint8Array): Digest => {
  const hasher = newHasher()
  hasher.update(bytes)
  const hex = hasher.hex()
  invariant(Digest.is(hex), 'a hasher must give a SHA-256 in lower-case hex')
  return hex
}

/**
 * The SHA-256 of a state's canonical JSON: equal for equal states, whatever made them. In a past
 * dialect it is of the state as it was then.
 */
export const stateDigest = (
  newHasher: NewHasher,
  state: State,
  { stateThen }: Pick<Dialect, 'stateThen'> = knownDialects.newest,
): Digest => digestOfText(newHasher, canonicalJson(stateThen === null ? state : stateThen(state)))
