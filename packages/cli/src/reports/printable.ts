/**
 * A text that cannot move a terminal's cursor or change its colors: control characters, and those
 * that turn the direction of writing, are written as escapes.
 */
export const printable = (text: string): string =>
  text.replace(hidden, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

const hidden = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A text cut to a width, its end marked where something is missing. */
export const clipped = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`

/** The part of a text that shows place `at`, cut to a width, its cut ends marked. */
export const clippedAround = (text: string, at: number, width: number): string => {
  if (text.length <= width) return text
  const from = Math.max(0, Math.min(at - Math.floor(width / 2), text.length - width + 1))
  return from === 0 ? clipped(text, width) : `…${clipped(text.slice(from), width - 1)}`
}
