import type { State } from '../state/state'
import { Digest } from '../units/digest'
import { invariant } from '../base/invariant'
import { canonicalJson } from '../base/canonical-json'
import type { NewHasher } from './digest'
import { utf8Of } from './utf8'

/** The SHA-256 of a text's UTF-8. */
export const digestOfText = (newHasher: NewHasher, text: string): Digest => {
  const hasher = newHasher()
  hasher.update(utf8Of(text))
  const hex = hasher.hex()
  invariant(Digest.is(hex), 'a hasher must give a SHA-256 in lower-case hex')
  return hex
}

/** The SHA-256 of a state's canonical JSON: equal for equal states, whatever made them. */
export const stateDigest = (newHasher: NewHasher, state: State): Digest =>
  digestOfText(newHasher, canonicalJson(state))
