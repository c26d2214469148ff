/**
 * Finds where one of many words may begin, in a time that grows with the text alone: `next` gives a
 * place from which on a word of the list may stand, or -1. It is for the caller to compare.
 */
export type WindowScan = { readonly next: (text: string, from: number) => number }

/** How letters are compared; either way characters beyond ASCII are told apart only in part. */
export type LetterCase = 'as they are' | 'folded'

/**
 * A scan for words by their first `width` characters, which each must have. It looks at two
 * characters at once, and leaps ahead as far as no window of a word could hold them (Wu and Manber,
 * "A fast algorithm for multi-pattern searching", 1994).
 */
export const windowScan = (
  words: ReadonlyArray<string>,
  width: number,
  letters: LetterCase,
): WindowScan => {
  const fold = letters === 'folded' ? 32 : 0
  const leaps = new Uint8Array(1 << 14).fill(width - 1)
  for (const word of words)
    for (let i = 1; i < width; i++) {
      const pair = pairOf(word.charCodeAt(i - 1), word.charCodeAt(i), fold)
      leaps[pair] = Math.min(leaps[pair] ?? 0, width - 1 - i)
    }
  if (words.length === 0) return { next: () => -1 }
  return {
    next: (text, from) => {
      const end = text.length
      for (let at = from + width - 1; at < end;) {
        const leap = leaps[pairOf(text.charCodeAt(at - 1), text.charCodeAt(at), fold)] ?? 0
        if (leap === 0) return at - width + 1
        at += leap
      }
      return -1
    },
  }
}

const pairOf = (a: number, b: number, fold: number): number =>
  (((a | fold) & 127) << 7) | ((b | fold) & 127)
