import { withEdits } from './edit'
import { errorText } from './error-text'
import { hiddenParts } from './hidden-parts'
import { newKnownSecrets } from './known-secrets'
import { redactedValue } from './redacted-value'
import type { RedactedStream } from './redacted-stream'
import { redactedStream } from './redacted-stream'
import { withoutShortWords } from './short-words'

/**
 * Keeps secrets out of all that is shown or kept: logs, errors, texts of journals, reports, what
 * child processes print. It knows secrets by their characters, where they were remembered, and by
 * what they look like: headers, fields and frames that sign, private keys, AWS access keys. It
 * never throws, takes a time that grows with the text, and changes nothing more the second time.
 */
export type Redactor = {
  /** A text with every secret masked. */
  readonly text: (text: string) => string
  /** A value as JSON can have it, with every secret in it masked, keys included. */
  readonly value: (value: unknown) => unknown
  /** An error as it is told to a person: its stack, its causes, the errors it is made of. */
  readonly error: (error: unknown) => string
  /** A text that comes in pieces: secrets that are cut apart by them are found too. */
  readonly stream: () => RedactedStream
  /**
   * Remembers a secret, and how it looks in JSON, queries, hex and base64. `false` where there is
   * no room for it: it must not be used then. One of fewer than eight characters is hidden only
   * where it is a whole word.
   */
  readonly remember: (secret: string) => boolean
  /** Remembers a signature that was made with one, until 256 later ones were. */
  readonly rememberSignature: (signature: string) => void
}

/** A redactor that knows no secret yet. */
export const newRedactor = (): Redactor => {
  const known = newKnownSecrets()
  const text = (plain: unknown): string => {
    try {
      return settled(typeof plain === 'string' ? plain : String(plain))
    } catch {
      return '[a text that could not be redacted]'
    }
  }
  /** What stands beside a mask may look different than it did beside the secret. */
  const settled = (plain: string): string => {
    let before = plain
    for (let i = 0; i < passesMax; i++) {
      const after = masked(before)
      if (after === before) return after
      before = after
    }
    return before
  }
  const masked = (plain: string): string => {
    const parts = hiddenParts(plain, known)
    const hidden = parts.length === 0 ? plain : withEdits(plain, parts)
    const words = known.shortWords()
    return words.size === 0 ? hidden : withoutShortWords(hidden, words)
  }
  return {
    text,
    value: (value) => redactedValue(value, text),
    error: (error) => text(errorText(error)),
    stream: () => redactedStream(known, text),
    remember: known.remember,
    rememberSignature: known.rememberSignature,
  }
}

const passesMax = 4
