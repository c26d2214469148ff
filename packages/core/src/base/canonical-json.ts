/** JSON with the keys of every record sorted by code unit: one text for one value. */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null'
  if (value === null) return 'null'
  if (typeof value !== 'object') return JSON.stringify(value)
  return Array.isArray(value)
    ? listJson(value)
    : recordJson(value as Readonly<Record<string, unknown>>)
}

const listJson = (list: ReadonlyArray<unknown>): string => {
  let text = ''
  for (let i = 0; i < list.length; i++) {
    // what JSON has no word for leaves an empty place
    const item = (canonicalJson(list[i]) as string | undefined) ?? ''
    text += i === 0 ? item : `,${item}`
  }
  return `[${text}]`
}

const recordJson = (record: Readonly<Record<string, unknown>>): string => {
  const keys = sorted(Object.keys(record))
  let text = '{'
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string
    if (i > 0) text += ','
    text += keyText(key) + canonicalJson(record[key])
  }
  return `${text}}`
}

/** A key as it stands before its value: the same few names, over and over. */
const keyText = (key: string): string => {
  const known = keyTexts.get(key)
  if (known !== undefined) return known
  const text = `${quoted(key)}:`
  if (keyTexts.size < keyTextsMax) keyTexts.set(key, text)
  return text
}

const keyTexts = new Map<string, string>()

/** More than there are names of fields; ids of orders may take the rest. */
const keyTextsMax = 2_048

/** Sorts keys by code unit, in place; a few of them by insertion, which is faster. */
const sorted = (keys: Array<string>): Array<string> => {
  if (keys.length > fewKeys) return keys.sort((a, b) => (a < b ? -1 : 1))
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string
    let to = i
    for (; to > 0 && (keys[to - 1] as string) > key; to--) keys[to] = keys[to - 1] as string
    keys[to] = key
  }
  return keys
}

const fewKeys = 16

/** Most texts are short and need no escape: to see that takes less than `JSON.stringify`. */
const quoted = (text: string): string =>
  text.length <= shortText && isPlain(text) ? `"${text}"` : JSON.stringify(text)

const shortText = 64

const isPlain = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return false
  }
  return true
}
