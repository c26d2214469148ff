import type { Edit } from './edit'
import type { FormFinder } from './form-finder'
import { formFinder } from './form-finder'
import type { SecretForm } from './secret-form'
import { secretForms, wordLengthMin } from './secret-forms'

/** How much is remembered; a secret beyond is refused, a signature beyond displaces the oldest. */
export const rememberedMax = { secrets: 256, secretLength: 16_384, signatures: 256 } as const

/** Secrets of which the very characters are known, because they were fetched, saved or made. */
export type KnownSecrets = {
  /** Remembers a secret for as long as the process runs; whether there was room for it. */
  readonly remember: (secret: string) => boolean
  /** Remembers what passes, such as a signature, until 256 others came. */
  readonly rememberSignature: (signature: string) => void
  readonly isEmpty: () => boolean
  readonly find: (text: string) => ReadonlyArray<Edit>
  /** Secrets of fewer than eight characters, looked for as whole words. */
  readonly shortWords: () => ReadonlySet<string>
  /** The longest form that is looked for. */
  readonly lengthMax: () => number
}

/** Nothing known yet. */
export const newKnownSecrets = (): KnownSecrets => {
  const forms = new Map<string, ReadonlyArray<SecretForm>>()
  const passing = new Map<string, ReadonlyArray<SecretForm>>()
  const short = new Set<string>()
  // made anew when it is next asked, not at each signature
  let made = null as FormFinder | null
  const finder = (): FormFinder => {
    made ??= formFinder([...forms.values(), ...passing.values()].flat())
    return made
  }
  return {
    remember: (secret) => {
      const trimmed = secret.trim()
      if (trimmed === '' || forms.has(secret) || short.has(trimmed)) return true
      if (secret.length > rememberedMax.secretLength) return false
      if (forms.size + short.size >= rememberedMax.secrets) return false
      if (trimmed.length < wordLengthMin) short.add(trimmed)
      else forms.set(secret, secretForms(secret))
      made = null
      return true
    },
    rememberSignature: (signature) => {
      if (signature.length < wordLengthMin || passing.has(signature)) return
      if (signature.length > rememberedMax.secretLength) return
      const [oldest] = passing.keys()
      if (oldest !== undefined && passing.size >= rememberedMax.signatures) passing.delete(oldest)
      passing.set(signature, secretForms(signature))
      made = null
    },
    isEmpty: () => forms.size + passing.size + short.size === 0,
    find: (text) => finder().find(text),
    shortWords: () => short,
    lengthMax: () => finder().lengthMax,
  }
}
