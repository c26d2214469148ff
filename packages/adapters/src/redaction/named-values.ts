import type { Edit } from './edit'
import { isMasked } from './mask'
import { mayOpen, openedAt, quotedEnd } from './quoted-end'
import { quotedList } from './quoted-list'

/** Values of fields that are named as secrets are: in JSON, queries, headers, settings. */
export const namedValues = (text: string): ReadonlyArray<Edit> => {
  const edits: Array<Edit> = []
  const names = new RegExp(field, 'gi')
  for (let found = names.exec(text); found !== null; found = names.exec(text)) {
    const fields = fieldsOf(text, found)
    for (const { from, start, end, ...field } of fields) {
      const value = text.slice(start, end)
      if (isHidden(value, field)) edits.push(editOf({ from, start, end }, value, field.nameQuote))
    }
    names.lastIndex = Math.max(fields.at(-1)?.end ?? 0, found.index + 1)
  }
  return edits
}

/** A number in JSON becomes a text there. */
const editOf = (place: Omit<Edit, 'shows'>, value: string, quote: string): Edit =>
  quote.endsWith('"') && /^-?[\d.eE+-]+$/.test(value)
    ? { ...place, shows: 'nothing', quote }
    : { ...place, shows: 'head' }

/** Whether a field of this name, as an object has it, is one of a secret. */
export const isSecretName = (name: string): boolean => {
  const found = new RegExp(`(${certain}|${vague})$`, 'i').exec(name.slice(-namesMax))
  return found !== null && startsAWord(name.slice(-namesMax), found.index, found[1] ?? '')
}

const headers = 'x-bapi-(?:api-key|sign)|authorization'
const certain = [
  headers,
  'api[ _-]?(?:key|secret|sign)',
  'secret[_-]?(?:access[_-]?)?key|secret[_-]?(?:string|binary)|client[_-]?secret',
  'access[_-]?key(?:[_-]?id)?|private[_-]?key|listen[_-]?(?:key|token)',
  '(?:session|security|access|refresh|auth)[_-]?token|credential',
  'pass(?:word|wd|phrase)',
].join('|')
const vague = 'secret|signature|sign|token'
const namesMax = 64
const isHeader = new RegExp(`^(?:${headers})$`, 'i')
const isVague = new RegExp(`^(?:${vague})$`, 'i')

// a name, perhaps the quote that closes it, what parts it from its value
const field = `(${certain}|${vague})(\\\\{0,8}["'\`])?` + `(\\s{0,40}(?:=>|[:=,]|%3[ad])\\s{0,40})`

type Field = {
  readonly from: number
  readonly start: number
  readonly end: number
  readonly name: string
  /** The quote behind its name, where its value has none. */
  readonly nameQuote: string
  readonly isQuoted: boolean
  /** Whether it may be prose: a word, a colon, a space and a word. */
  readonly isLoose: boolean
}

/** What a name that was found has behind it: a value, the texts of a list, or nothing. */
const fieldsOf = (text: string, found: RegExpExecArray): ReadonlyArray<Field> => {
  const [whole, name = '', quote, between = ''] = found
  if (!startsAWord(text, found.index, name)) return []
  const from = found.index
  const behind = from + whole.length
  const opened = openedAt(text, behind)
  const isRow = between.includes(',')
  if (isRow && (quote === undefined || opened === null || !isHeader.test(name))) return []
  const quoted = { from, name, nameQuote: '', isQuoted: true, isLoose: false }
  if (opened !== null && !mayOpen(text, opened, quote ?? '')) return []
  if (opened !== null) return [{ ...quoted, start: opened.start, end: quotedEnd(text, opened) }]
  if (text.charAt(behind) === '[')
    return quotedList(text, behind + 1, quote ?? '').texts.map((place) => ({ ...quoted, ...place }))
  if (between.includes('\n')) return []
  const stops = /^authorization$/i.test(name) ? endOfLine : endOfWord
  stops.lastIndex = behind
  const end = stops.exec(text)?.index ?? text.length
  const isLoose = between.includes(': ') && !isHeader.test(name) && !/^pass/i.test(name)
  return [{ from, start: behind, end, name, nameQuote: quote ?? '', isQuoted: false, isLoose }]
}

const endOfLine = /[\r\n"'`\\]/g
const endOfWord = /[\s&,;{}[\])"'`<>\\|]/g

/** Whether a name begins where a word does, or a part of one: `mySecret`, `MM_SECRET`. */
const startsAWord = (text: string, at: number, name: string): boolean => {
  if (!isVague.test(name)) return true
  const before = text.charAt(at - 1)
  if (at === 0 || !/[A-Za-z0-9]/.test(before)) return true
  return /[A-Z]/.test(name.charAt(0)) && /[a-z0-9]/.test(before)
}

const isHidden = (
  value: string,
  { name, isQuoted, isLoose }: Pick<Field, 'name' | 'isQuoted' | 'isLoose'>,
): boolean => {
  if (isShown(name, value)) return false
  if (isQuoted) return true
  return !isLoose || isTokenLike(value)
}

/** Whether a value under a secret's name is none, or is one that is there to be shown. */
export const isShown = (name: string, value: string): boolean => {
  if (value === '' || isMasked(value) || nothing.test(value)) return true
  // a journal's anchor is signed by Ed25519, whose signatures are public
  if (/^signature$/i.test(name) && /^[\w-]{86}$/.test(value)) return true
  if (/^token$/i.test(name) && /^[A-Z]{1,6}$/.test(value)) return true
  return isVague.test(name) && /^[\d.]{1,7}$/.test(value)
}

const nothing = /^(?:null|true|false|undefined|none|\$[A-Z_][A-Z0-9_]*|\$\{[A-Z_][A-Z0-9_]*\})$/i

/** Whether a word is more like a key than like a word of a sentence. */
export const isTokenLike = (word: string): boolean =>
  word.length >= 16 ||
  (word.length >= 8 && (/\d/.test(word) || (/[a-z]/.test(word) && /[A-Z]/.test(word.slice(1)))))
