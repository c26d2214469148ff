import { isLeft } from 'fp-ts/Either'

import type { PassingLine } from '../journals/each-line'
import { eachLine } from '../journals/each-line'
import { JournalUnread } from '../journals/journal-unread'
import { offsetOfSeq } from '../journals/locate'
import type { Ongoing } from './ongoing'

/** Forward, or back. */
export type Way = 'next' | 'previous'

/** Whether a line is one that is looked for. */
export type IsIt = (line: PassingLine) => boolean

/** Where is looked: beside which line, how far, and which way. */
export type Search = {
  readonly path: string
  readonly from: number
  readonly last: number
  readonly way: Way
}

/** Near lines are looked at in short stretches, and far ones in ever longer ones. */
const stretchLines = { first: 1_024, most: 32_768 } as const

/** The number of the next line, or the one before, that is sound and is it; `null` for none. */
export function* lineSearch({ path, from, last, way }: Search, isIt: IsIt): Ongoing<number | null> {
  const total = way === 'next' ? last - from : from - 1
  let lines: number = stretchLines.first
  for (let done = 0; done < total; lines = Math.min(lines * 2, stretchLines.most)) {
    const ahead = Math.min(lines, total - done)
    const first = way === 'next' ? from + done + 1 : from - done - ahead
    const found = foundIn(path, first, first + ahead - 1, way, isIt)
    if (found !== null) return found
    done += ahead
    yield { done, total }
  }
  return null
}

const foundIn = (
  path: string,
  first: number,
  last: number,
  way: Way,
  isIt: IsIt,
): number | null => {
  const offset = offsetOfSeq(path, first)
  if (isLeft(offset)) throw new JournalUnread(path, offset.left)
  let found = null as number | null
  const read = eachLine({
    path,
    from: offset.right,
    onLine: (line) => {
      const { seq } = line.envelope
      if (seq > last) return 'stop'
      if (!isIt(line) || !line.isSound()) return 'go on'
      found = seq
      return way === 'next' ? 'stop' : 'go on'
    },
  })
  if (isLeft(read)) throw new JournalUnread(path, read.left)
  return found
}
