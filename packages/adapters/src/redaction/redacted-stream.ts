import { withEdits } from './edit'
import { hiddenParts } from './hidden-parts'
import type { KnownSecrets } from './known-secrets'
import { withoutShortWords } from './short-words'

/** A text that comes in pieces, such as a child process's output, and goes on without secrets. */
export type RedactedStream = {
  /** Takes a piece; gives what of the text so far can be shown already, perhaps nothing. */
  readonly push: (piece: string) => string
  /** Gives the rest. */
  readonly end: () => string
}

/** What is looked at together: no construct that gives a secret away is longer, but its value. */
export const heldMin = 4_096

/** A value that has no end within so many characters is shown from there on. */
export const heldMax = 65_536

/**
 * Redacts a text as if it came in one piece. It holds back the last 4 Ki characters, or as many as
 * the longest secret's longest form has, and an open value up to 64 Ki.
 */
export const redactedStream = (
  known: KnownSecrets,
  text: (plain: string) => string,
): RedactedStream => {
  let held = ''
  let looked = 0
  return {
    push: (piece) => {
      held += piece
      const hold = Math.max(heldMin, known.isEmpty() ? 0 : known.lengthMax())
      if (held.length < Math.max(looked, hold) + heldMin) return ''
      const parts = hiddenParts(held, known)
      let cut = wordStart(held, held.length - hold)
      for (const { from, end } of [...parts].reverse()) if (from < cut && cut < end) cut = from
      if (held.length - cut > heldMax) cut = held.length
      const shown = withEdits(
        held.slice(0, cut),
        parts.filter(({ end }) => end <= cut),
      )
      held = held.slice(cut)
      looked = held.length
      return withoutShortWords(shown, known.shortWords())
    },
    end: () => {
      const rest = text(held)
      held = ''
      looked = 0
      return rest
    },
  }
}

/** The nearest place before, or at, another where no word is cut in two. */
const wordStart = (text: string, at: number): number => {
  let cut = at
  while (cut > at - wordMax && cut > 0 && /[A-Za-z0-9_]/.test(text.charAt(cut - 1))) cut -= 1
  return cut
}

const wordMax = 64
