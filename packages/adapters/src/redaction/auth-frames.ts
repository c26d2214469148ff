import type { Edit } from './edit'
import { quotedList } from './quoted-list'

/** The key and the signature of frames that open a private stream: `{"op":"auth","args":[..]}`. */
export const authFrames = (text: string): ReadonlyArray<Edit> => {
  const ops = [...text.matchAll(op)].map(({ index, 0: whole }) => ({
    start: index,
    end: index + whole.length,
  }))
  if (ops.length === 0) return []
  const edits: Array<Edit> = []
  let behind = 0
  for (const { index, 0: whole, 1: quoted = '' } of text.matchAll(args)) {
    while ((ops[behind]?.start ?? Infinity) < index) behind += 1
    const list = quotedList(text, index + whole.length, quoted)
    // the frame's other field stands right before the list, or right behind it
    const before = ops[behind - 1]
    const after = ops.slice(behind, behind + 1).find(({ start }) => start >= list.end)
    const found =
      before !== undefined && isOneObject(text, before.end, index)
        ? before
        : after !== undefined && isOneObject(text, list.end, after.start)
          ? after
          : undefined
    if (found === undefined) continue
    const from = Math.min(found.start, index)
    for (const { start, end } of list.texts) edits.push({ from, start, end, shows: 'head' })
  }
  return edits
}

const quote = '(?:\\\\{0,8}["\'`])'
const op = new RegExp(`\\bop${quote}?\\s{0,8}:\\s{0,40}${quote}auth${quote}`, 'g')
const args = new RegExp(`\\bargs(${quote})?\\s{0,8}:\\s{0,40}\\[`, 'g')
const apartMax = 512

/** Whether a text between two places is one of fields of one object. */
const isOneObject = (text: string, from: number, to: number): boolean =>
  from <= to && to - from <= apartMax && !/[{}]/.test(text.slice(from, to))
