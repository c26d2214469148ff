import { messageTypes } from '../support/any-message'
import type { Corpus } from './corpus'
import type { Dice } from './dice'
import type { Part } from './line-parts'
import { strangeLevels, strangeMembers, strangeNumber, strangeText } from './strange-values'
import { strangeValues } from './strange-values'

/** Changes the members of a line in one way. */
export const changeParts = (dice: Dice, corpus: Corpus, parts: Array<Part>): void => {
  const i = dice.below(parts.length)
  const j = dice.below(parts.length)
  const part = parts[i]
  const other = parts[j]
  if (part === undefined || other === undefined) return
  switch (dice.below(20)) {
    case 0:
      return void parts.splice(i, 1)
    case 1:
      return void parts.splice(j, 0, part)
    case 2:
      parts[i] = other
      parts[j] = part
      return
    case 3:
      parts[i] = { ...part, value: other.value }
      parts[j] = { ...other, value: part.value }
      return
    case 4:
    case 5:
    case 6:
    case 7:
      parts[i] = { ...part, value: dice.oneOf(corpus.values.get(part.key) ?? strangeValues) }
      return
    case 8:
      parts[i] = { ...part, value: dice.oneOf(corpus.values.get(dice.oneOf(corpus.keys)) ?? []) }
      return
    case 9:
      parts[i] = { ...part, value: dice.oneOf(strangeValues) }
      return
    case 10:
      parts[i] = { ...part, key: strangeKey(dice, corpus, part.key) }
      return
    case 11:
      parts.splice(j, 0, { key: dice.oneOf(strangeMembers), value: dice.oneOf(strangeValues) })
      return
    case 12:
      return retyped(dice, parts)
    default:
      parts[i] = { ...part, value: strangeValue(dice, part.value) }
  }
}

const strangeKey = (dice: Dice, corpus: Corpus, key: string): string =>
  dice.isOneIn(2)
    ? dice.oneOf(corpus.keys)
    : dice.oneOf([key.toUpperCase(), `${key}x`, key.slice(0, -1), ` ${key}`, `\\u0073${key}`])

/** Another message's name, or one that begins or ends like this one's. */
const retyped = (dice: Dice, parts: Array<Part>): void => {
  const at = parts.findIndex(({ key }) => key === 'type')
  const name = parts[at]?.value.slice(1, -1) ?? ''
  const next = dice.oneOf([
    dice.oneOf(messageTypes),
    name.slice(0, 8),
    name.slice(0, 8) + dice.oneOf(messageTypes).slice(8),
    `${name}s`,
    name.slice(0, -1),
    name.toLowerCase(),
    strangeText(dice, name),
  ])
  if (at >= 0) parts[at] = { key: 'type', value: `"${next}"` }
}

/** A value made strange after its own kind. */
const strangeValue = (dice: Dice, value: string): string => {
  if (value.startsWith('[')) return strangeLevels(dice, value)
  if (!value.startsWith('"')) return strangeNumber(dice, value)
  const inside = value.slice(1, -1)
  // a decimal, or an id with its counter
  const [, before, number] = /^([a-z]-|)(-?[0-9.]+)$/.exec(inside) ?? []
  if (before === undefined || number === undefined) return `"${strangeText(dice, inside)}"`
  const isText = before !== '' && dice.isOneIn(2)
  return `"${isText ? strangeText(dice, inside) : before + strangeNumber(dice, number)}"`
}

const scraps = [
  ...[' ', '\t', '\r', '\n', '\u0000', '"', '\\', ',', ':', '{', '}', '[', ']', '-', '0', '\u00ff'],
  ...[
    '"x":1,',
    ',"x":1',
    '"seq":1,',
    'null',
    '\\u0041',
    '/',
    '\u00ef\u00bb\u00bf',
    '}{',
    ',,',
    '""',
  ],
]

/** Changes the bytes of a line in one way, whatever they are. */
export const changeBytes = (dice: Dice, corpus: Corpus, line: string): string => {
  const at = dice.below(line.length + 1)
  const from = line.slice(0, at)
  const byte = String.fromCharCode(dice.below(256))
  switch (dice.below(13)) {
    case 0:
      return from + flipped(dice, line.charCodeAt(at)) + line.slice(at + 1)
    case 1:
      return from + byte + line.slice(at + 1)
    case 2:
      return from + byte + line.slice(at)
    case 3:
      return from + line.slice(at + 1)
    case 4:
      return from + line.slice(at + 1 + dice.below(20))
    case 5:
      return from + line.slice(at, at + 1 + dice.below(40)) + line.slice(at)
    case 6:
      return spliced(dice, line, anyLine(dice, corpus))
    case 7:
      return from
    case 8:
      return line + byte.repeat(1 + dice.below(20))
    case 9:
      return from + dice.oneOf(scraps) + line.slice(at)
    case 10:
      return dice.oneOf(scraps) + line
    case 11:
      return line + dice.oneOf(scraps)
    default:
      return from + dice.oneOf(scraps) + line.slice(at + 1 + dice.below(4))
  }
}

/** Any line of the corpus; every type comes as often as any other. */
export const anyLine = (dice: Dice, { byType }: Corpus): string =>
  dice.oneOf(dice.oneOf(byType)).line

const flipped = (dice: Dice, code: number): string =>
  String.fromCharCode((Number.isNaN(code) ? 0 : code) ^ (1 << dice.below(8)))

/** The beginning of one line and the end of another, cut anywhere or between members. */
const spliced = (dice: Dice, a: string, b: string): string => {
  const i = dice.below(a.length + 1)
  const j = dice.below(b.length + 1)
  if (dice.isOneIn(2)) return a.slice(0, i) + b.slice(dice.isOneIn(2) ? i : j)
  const border = b.indexOf(',"', j)
  const end = a.indexOf(',"', i)
  return a.slice(0, end < 0 ? a.length : end) + (border < 0 ? '' : b.slice(border))
}
