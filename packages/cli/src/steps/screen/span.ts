import type { Color } from '../../shell/paint'

/** How a piece of a row looks: a color that means something, or inverse for where one stands. */
export type Look = Color | 'plain' | 'inverse'

/** A piece of a row of the screen. Its text is printable. */
export type Span = { readonly text: string; readonly look: Look }

/** A row of the screen. */
export type Row = ReadonlyArray<Span>

/** A piece of a row. */
export const span = (text: string, look: Look = 'plain'): Span => ({ text, look })

/** A row as it looks without colors. */
export const plainRow = (row: Row): string => row.map(({ text }) => text).join('')

/** A row cut or filled up with blanks to a width. */
export const fitted = (row: Row, width: number): Row => {
  const pieces: Array<Span> = []
  let left = width
  for (const { text, look } of row) {
    if (left <= 0) break
    const cut = text.length <= left ? text : `${text.slice(0, left - 1)}…`
    pieces.push({ text: cut, look })
    left -= cut.length
  }
  const look = pieces.at(-1)?.look === 'inverse' ? 'inverse' : 'plain'
  return left > 0 ? [...pieces, span(' '.repeat(left), look)] : pieces
}
