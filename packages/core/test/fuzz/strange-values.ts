import type { Dice } from './dice'

/** Numbers and decimals that are not written, or are at the limit of what is. */
const numbers = [
  ...['0', '00', '01', '-0', '-1', '+1', '1.0', '1.', '.5', '1e5', '1E5', '1e-2', '0x1', '1n'],
  ...['9007199254740990', '9007199254740991', '9007199254740992', '9007199254740993'],
  ...['999999999999999', '1000000000000000', '9999999999999999', '10000000000000000', 'NaN'],
  ...[
    '12',
    '13',
    '1',
    '0.0',
    '-0.00',
    '0.000000',
    '-0.000000',
    '1.000000',
    '1.000001',
    '4294967296',
  ],
  ...['100.000000', '100.000001', '0.10000000', '-0.10000000', '0.10000001', 'Infinity', '- 1', ''],
]

/** A number's text made strange. */
export const strangeNumber = (dice: Dice, text: string): string => {
  const at = dice.below(text.length + 1)
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0
  switch (dice.below(12)) {
    case 0:
    case 1:
      return dice.oneOf(numbers)
    case 2:
      return dice.oneOf(['0', '00', '-', '+', '-0', ' ', '1']) + text
    case 3:
      return text + dice.oneOf(['0', '.0', '.', 'e0', 'E0', 'n', ' ', '\u0000', '5'])
    case 4:
    case 5:
      return text.slice(0, at) + String(dice.below(10)) + text.slice(at + 1)
    case 6:
      return text.slice(0, at) + text.slice(at + 1)
    case 7:
      return (
        text.slice(0, at) + dice.oneOf(['.', '-', ',', '/', ':', '\u00b2', 'e']) + text.slice(at)
      )
    case 8:
      return pointed(String(900719925474099n * 10n + BigInt(dice.below(4))), decimals)
    case 9:
      return pointed('9'.repeat(1 + dice.below(dice.isOneIn(8) ? 400 : 20)), decimals)
    case 10:
      return dice.oneOf(['', '-']) + pointed('0', decimals)
    default:
      return text.startsWith('-') ? text.slice(1) : `-${text}`
  }
}

const pointed = (digits: string, decimals: number): string => {
  if (decimals === 0) return digits
  const padded = digits.padStart(decimals + 1, '0')
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`
}

/** Parts of texts, as bytes: escapes, good UTF-8, and what only looks like it. */
const morsels = [
  ...['\\u00e9', '\\u00E9', '\u00c3\u00a9', '\\u0041', '\\/', '/', '\\"', '\\\\', '\\b', '\\n'],
  ...['\\t', '\\f', '\\r', '\\u0008', '\\u000a', '\\u000A', '\\u001f', '\\u001F', '\\u000b'],
  ...[
    '\\u007f',
    '\u007f',
    '\u0000',
    '\u001f',
    '\n',
    '\r',
    '\t',
    ' ',
    '"',
    "'",
    '\\',
    '\\u',
    '\\x41',
  ],
  ...['\\ud800', '\\udc00', '\\ud83d\\ude00', '\u00f0\u009f\u0098\u0080', '\u00ed\u00a0\u0080'],
  ...['\u00ed\u00a0\u00bd\u00ed\u00b8\u0080', '\u00ed\u009f\u00bf', '\u00ee\u0080\u0080'],
  ...[
    '\u00c0\u0080',
    '\u00c1\u00a1',
    '\u00e0\u0080\u0080',
    '\u00e0\u009f\u00bf',
    '\u00e0\u00a0\u0080',
  ],
  ...['\u00f0\u0080\u0080\u0080', '\u00f0\u008f\u00bf\u00bf', '\u00f0\u0090\u0080\u0080'],
  ...['\u00f4\u008f\u00bf\u00bf', '\u00f4\u0090\u0080\u0080', '\u00f5\u0080\u0080\u0080', '\u00ff'],
  ...[
    '\u0080',
    '\u00c3',
    '\u00e2\u0080',
    '\u00f0\u009f\u0098',
    '\u00ef\u00bb\u00bf',
    '\u00ef\u00bf\u00bd',
  ],
  ...['\u00e2\u0080\u00a8', '\u00c2\u0085', '\u00c2\u0080', '\\u2028', '\u0041\u00cc\u0081'],
]

/** A text's inside made strange. */
export const strangeText = (dice: Dice, text: string): string => {
  const at = dice.below(text.length + 1)
  switch (dice.below(8)) {
    case 0:
    case 1:
    case 2:
      return text.slice(0, at) + dice.oneOf(morsels) + text.slice(at)
    case 3:
      return text.slice(0, at) + dice.oneOf(morsels) + text.slice(at + 1)
    case 4:
      return text.slice(0, at) + text.slice(at + 1 + dice.below(3))
    case 5:
      return dice.isOneIn(2)
        ? text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
        : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    case 6:
      return text.padEnd(dice.oneOf([1, 2, 20, 21, 30, 31, 32, 33, 36, 37, 64, 65, 1_001]), 'A')
    default:
      return dice.isOneIn(8) ? '' : text + String.fromCharCode(33 + dice.below(94))
  }
}

/** Levels made strange: fewer, more, many, or out of shape. */
export const strangeLevels = (dice: Dice, text: string): string => {
  const pairs = text.match(/\["[^"]*","[^"]*"\]/g) ?? ['["1","1"]']
  const nth = dice.below(pairs.length)
  const pair = pairs[nth] ?? ''
  switch (dice.below(12)) {
    case 0:
      return '[]'
    case 1:
      return `[${pairs.filter((_, i) => i !== nth).join(',')}]`
    case 2:
      return `[${pairs.concat(pair).join(',')}]`
    case 3:
      return `[${Array.from({ length: dice.below(300) }, () => pair).join(',')}]`
    case 4:
      return `[${pairs.join(',')}${dice.oneOf([',', ',null', ',[]', '][', ',["1"]', ']', '', ' '])}]`
    case 5:
      return text.replace(pair, dice.oneOf(['null', '[]', '["1","1","1"]', '["1"]', '{}', '[1,1]']))
    case 6:
      return text.slice(0, dice.below(text.length + 1))
    default:
      return withOneNumber(dice, text)
  }
}

/** Levels with one of their numbers made strange. */
const withOneNumber = (dice: Dice, levels: string): string => {
  const parts = levels.split('"')
  const nth = 2 * dice.below(parts.length >> 1) + 1
  return parts.map((part, i) => (i === nth ? strangeNumber(dice, part) : part)).join('"')
}

/** Values that stand for no member, or for another kind. */
export const strangeValues = [
  ...['null', 'true', 'false', '0', '1', '""', '"x"', '[]', '[[]]', '{}', '{"x":1}', 'nul', 'truE'],
  ...['undefined', '[["1","1"]]', '"null"', '"true"', '"0"', 'null ', ' null', 'nulll', 'Null', ''],
]

/** Members that no line has, or has already. */
export const strangeMembers = [
  ...['x', '__proto__', 'constructor', 'toString', 'crc', 'seq', 'at', 'cause', 'type', '', 'Seq'],
]
