import type { Edit } from './edit'
import { quotedEnd } from './quoted-end'

/**
 * What Bybit says that it signed, `error sign! origin_string[..]`: the API key is in it. It ends at
 * the last bracket of its line, or of the quoted text that it stands in.
 */
export const originStrings = (text: string): ReadonlyArray<Edit> => {
  const edits: Array<Edit> = []
  for (let at = text.indexOf(head); at >= 0;) {
    const start = at + head.length
    const end = endOf(text, start)
    const isDone = text.startsWith('***', start)
    if (!isDone && end > start) edits.push({ from: at, start, end, shows: 'nothing' })
    at = text.indexOf(head, end)
  }
  return edits
}

const head = 'origin_string['
const lengthMax = 4_096

const endOf = (text: string, start: number): number => {
  const line = text.slice(start, start + lengthMax).split('\n', 1)[0] ?? ''
  const quote = quotedEnd(line, { start: 0, quote: '"', backslashes: 0 })
  const inQuotes = line.slice(0, quote).lastIndexOf(']')
  if (inQuotes >= 0) return start + inQuotes
  // a quote that closes what the string stands in, not one of a request's body
  if (/^[,}\]:\r\s]?$/.test(line.charAt(quote + 1))) return start + quote
  const inLine = line.lastIndexOf(']')
  return start + (inLine >= 0 ? inLine : quote)
}
