/** Where a quote opens a text: behind it, with which quote, behind how many backslashes. */
export type Opened = {
  readonly start: number
  readonly quote: string
  readonly backslashes: number
}

/** The quote that stands at a place, or `null` where there is none. */
export const openedAt = (text: string, at: number): Opened | null => {
  let p = at
  while (p < at + backslashesMax && text.charCodeAt(p) === backslash) p += 1
  const quote = text.charAt(p)
  // so many does JSON in JSON need; any others are not of the quote alone
  if (![0, 1, 3, 7].includes(p - at)) return null
  if (quote !== '"' && quote !== "'" && quote !== '`') return null
  return { start: p + 1, quote, backslashes: p - at }
}

/** Whether a quote opens a value; else it closes the text in which the value's name stands. */
export const mayOpen = (
  text: string,
  { start, quote, backslashes }: Opened,
  nameQuote: string,
): boolean =>
  nameQuote.endsWith(quote)
    ? backslashes >= nameQuote.length - 1
    : !/[,}\]:\r\n]/.test(text[start] ?? ',')

/**
 * Where a quoted text ends: at the quote that closes it, or one that closes what it stands in, or
 * where the text ends. In other quotes than JSON's, what closes a text of JSON ends it as well.
 */
export const quotedEnd = (text: string, { start, quote, backslashes }: Opened): number => {
  const marks = new RegExp(quote === '"' ? '"' : `${quote}|"(?=[,}\\]:\\r\\n]|$)`, 'g')
  marks.lastIndex = start
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const own = closing(runBefore(text, found.index, start), backslashes)
    if (own !== null) return found.index - own
  }
  return text.length
}

/**
 * How many of the backslashes before a quote are its own where it closes a text whose opening quote
 * had so many, or closes one around it; `null` where the text itself has the quote in it. Each time
 * that JSON stands in JSON, n backslashes before a quote become 2n + 1.
 */
const closing = (escapes: number, opening: number): number | null => {
  let left = escapes
  for (let own = 0; ; own = 2 * own + 1) {
    if (left % 2 === 0) return own
    if (own === opening) return null
    left = (left - 1) / 2
  }
}

const runBefore = (text: string, at: number, start: number): number => {
  let p = at
  while (p > start && text.charCodeAt(p - 1) === backslash) p -= 1
  return at - p
}

const backslash = 92
const backslashesMax = 8
