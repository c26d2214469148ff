import type { Edit } from './edit'

/** What stands between the lines that open and close a private key in PEM. */
export const pemBlocks = (text: string): ReadonlyArray<Edit> => {
  const edits: Array<Edit> = []
  const heads = new RegExp(head, 'g')
  for (let found = heads.exec(text); found !== null; found = heads.exec(text)) {
    const start = found.index + found[0].length
    const body = new RegExp(bodyStart, 'y')
    body.lastIndex = start
    // where no key follows, it is only spoken of
    if (!body.test(text)) continue
    const end = bodyEnd(text, start)
    edits.push({ from: found.index, start, end, shows: 'nothing' })
    heads.lastIndex = end
  }
  return edits
}

const head = '-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----'
// the end of a line, as it is, or as JSON, what is printed and addresses write it
const gap = '(?:\\s|\\\\{1,8}(?:[nr]|u000[ad])|%0[AaDd]|\\+){0,8}'
const bodyStart = `${gap}(?:Proc-Type|Version|[A-Za-z0-9+/=]{16})`

/** The body ends at its foot, or where something stands that no key has. */
const bodyEnd = (text: string, start: number): number => {
  const stop = /-----END |[^A-Za-z0-9+/=\s\\%:,.-]/g
  stop.lastIndex = start
  let end = stop.exec(text)?.index ?? text.length
  // a backslash there is one of the quote behind it
  while (end > start && text.charAt(end - 1) === '\\') end -= 1
  return end
}
