import { isMasked } from './mask'
import { mayOpen, openedAt, quotedEnd } from './quoted-end'

/** The texts of a list, without their quotes, and where the list ends. */
export type QuotedList = {
  readonly texts: ReadonlyArray<{ readonly start: number; readonly end: number }>
  readonly end: number
}

const listLengthMax = 4_096

/**
 * The texts of a list that opens before `from`, as far as it goes; it has no list in it.
 * `nameQuote` is what closes its name: quotes that are outside of that end the list too.
 */
export const quotedList = (text: string, from: number, nameQuote: string): QuotedList => {
  const texts: Array<{ start: number; end: number }> = []
  let at = from
  while (at < text.length && at - from < listLengthMax) {
    const char = text.charAt(at)
    if ('[]{}'.includes(char)) break
    const opened = openedAt(text, at)
    if (opened === null && char === '\\') break
    if (opened === null) at += 1
    else if (!mayOpen(text, opened, nameQuote)) break
    else {
      const end = quotedEnd(text, opened)
      const value = text.slice(opened.start, end)
      if (value !== '' && !isMasked(value)) texts.push({ start: opened.start, end })
      at = end + opened.backslashes + 1
    }
  }
  return { texts, end: at }
}
