import { crc32 } from 'node:zlib'

import type { Corpus } from './corpus'
import type { Dice } from './dice'
import { bodyOfParts } from './line-parts'
import { anyLine, changeBytes, changeParts } from './mutations'

/** A line to be read, and what stands before and behind it in its buffer. */
export type FuzzedLine = { readonly before: string; readonly line: string; readonly behind: string }

/** The line that the dice say. */
export const fuzzedLine = (dice: Dice, corpus: Corpus): FuzzedLine => {
  const seed = dice.oneOf(dice.oneOf(corpus.byType))
  const parts = [...seed.parts]
  const way = dice.below(16)
  for (let n = way < 9 ? 1 + dice.below(2) : 0; n > 0; n--) changeParts(dice, corpus, parts)
  let body = bodyOfParts(parts)
  for (let n = way > 6 && way < 14 ? 1 + dice.below(2) : 0; n > 0; n--)
    body = changeBytes(dice, corpus, body)
  const line = tailed(dice, corpus, body, seed.line)
  return { line, ...surroundings(dice, corpus, line, seed.line) }
}

/** The end of a line: in most cases the CRC that its bytes ask for. */
const tailed = (dice: Dice, corpus: Corpus, body: string, whole: string): string => {
  const good = body + goodTail(body)
  switch (dice.below(24)) {
    case 0:
      return body + whole.slice(-18)
    case 1:
      return changeBytes(dice, corpus, good)
    case 2:
      return `${good.slice(0, -10)}${strangeCrc(dice, good.slice(-10, -2))}"}`
    case 3:
      return again(dice, good)
    case 4:
      return whole.slice(0, whole.length - dice.below(19))
    default:
      return good
  }
}

const goodTail = (body: string): string =>
  `,"crc":"${crc32(Buffer.from(body, 'latin1')).toString(16).padStart(8, '0')}"}`

const strangeCrc = (dice: Dice, crc: string): string =>
  dice.oneOf([crc.toUpperCase(), '00000000', 'ffffffff', `${crc.slice(1)}g`, '"       ', '\u00ff'])

/** A CRC behind a CRC: the first is within the line, and only the second at its end. */
const again = (dice: Dice, good: string): string => {
  const more = good + dice.oneOf(['', ',"x":1', ' ', '}', '{', '\n', `\n${good}`])
  return more + goodTail(more)
}

const surroundings = (
  dice: Dice,
  corpus: Corpus,
  line: string,
  whole: string,
): Pick<FuzzedLine, 'before' | 'behind'> => {
  const before = dice.isOneIn(4) ? '' : `${anyLine(dice, corpus)}\n`
  const next = anyLine(dice, corpus)
  switch (dice.below(6)) {
    case 0:
      return { before, behind: whole.slice(line.length) }
    case 1:
      return { before, behind: dice.oneOf(['0000000000', '"}', '",', '9"', ',"crc":"', '\n', '}']) }
    case 2:
      return { before, behind: next }
    case 3:
      return { before, behind: line.slice(-18) }
    default:
      return { before, behind: `\n${next}\n` }
  }
}
