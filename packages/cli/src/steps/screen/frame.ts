import { basename } from 'node:path'

import { colorOf, utcText } from '../../reports/cat-table'
import { messageText } from '../../reports/message-text'
import { clipped, printable } from '../../reports/printable'
import { grouped, quantity } from '../../reports/quantity-text'
import { causeText, lineText, sinceText } from '../../reports/step-report'
import { wrapped } from '../../reports/wrapped'
import type { LineFields } from '../../journals/line-text'
import { typeOf } from '../../journals/line-text'
import type { StepView } from '../step-view'
import { bookPanel, ordersPanel, standingPanel, watchesPanel } from './panels'
import type { Row } from './span'
import { fitted, span } from './span'

/** How large the screen is, in characters. */
export type Size = { readonly columns: number; readonly rows: number }

/** A line of the list around where one stands; `null` for one that cannot be read. */
export type ListedLine = { readonly seq: number; readonly line: LineFields | null }

/** Something that is read instead of the panels: what led to a line, or help. */
export type Pane = {
  readonly title: string
  readonly rows: ReadonlyArray<string>
  /** The first row shown. */
  readonly top: number
}

/** All that a screen shows. */
export type Frame = {
  readonly view: StepView
  /** Gives the lines around, so many before and behind. */
  readonly around: (before: number, behind: number) => ReadonlyArray<ListedLine>
  readonly pane: Pane | null
  /** The last row: a prompt, headway, a message, or hints. */
  readonly status: Row
}

/** The rows of a screen, exactly as many as there is room for, each as wide as it is. */
export const frameRows = (frame: Frame, size: Size): ReadonlyArray<Row> => {
  const { columns, rows } = size
  const head = headRows(frame.view, size)
  const body = bodyRows(frame, columns, Math.max(rows - head.length - 1, 0))
  const upper = [...head, ...body].slice(0, Math.max(rows - 1, 0))
  const blank = Array.from({ length: Math.max(rows - 1 - upper.length, 0) }, (): Row => [])
  return [...upper, ...blank, frame.status].map((row) => fitted(row, columns))
}

/** Wide enough for two panels beside each other, and tall enough for more than the line list. */
const wide = 72
const tall = 16

const headRows = (view: StepView, { columns, rows }: Size): ReadonlyArray<Row> => {
  const { line, cause } = view
  const messageRows = rows < tall ? 1 : rows >= 32 && columns < 100 ? 3 : 2
  const type = line === null ? '' : printable(typeOf(line))
  const text = line === null ? lineText(line) : `${type}  ${messageText(line)}`
  const parts = wrapped(text, Math.max(columns - 2, 10))
  const isCut = parts.length > messageRows
  const shown = parts
    .slice(0, messageRows)
    .map((part, i) => (isCut && i === messageRows - 1 ? `${part}…` : part))
  const look = line === null ? 'red' : colorOf(type, line)
  const message = shown.map((part, i): Row =>
    i === 0 && part.startsWith(type)
      ? [span(` ${type}`, look === 'dim' ? 'bold' : look), span(part.slice(type.length))]
      : [span(` ${part}`)],
  )
  const blank = Array.from({ length: messageRows - shown.length }, (): Row => [])
  const cameIn = line?.['cause'] === null ? 'it came in' : ''
  const because = cause === null ? cameIn : `because ${causeText(cause)}`
  const isFew = rows < tall
  return [
    titleRow(view, columns),
    ...message,
    ...blank,
    ...(isFew ? [] : [[span(` ${because}`, 'dim')]]),
  ]
}

const titleRow = (view: StepView, columns: number): Row => {
  const { file, seq, last, at, startAt, isClosed, stop } = view
  const end = stop !== null ? ', damaged' : isClosed ? '' : ', open'
  const place = `line ${grouped(seq)} of ${grouped(last)}${end}`
  const time = sinceText(at, startAt)
  const utc =
    columns >= 100 ? `  ${utcText(at)} UTC` : columns >= wide ? `  ${utcText(at).slice(11)}` : ''
  const right = `${place}  ${time}${utc} `
  const room = columns - right.length - 2
  const name = clipped(printable(basename(file)), Math.max(room, 0))
  return [span(fill(` ${room > 3 ? name : ''}`, columns - right.length) + right, 'inverse')]
}

const fill = (text: string, width: number): string => text.padEnd(Math.max(width, 0))

const bodyRows = (frame: Frame, columns: number, rows: number): ReadonlyArray<Row> => {
  const { view, pane } = frame
  if (pane !== null) return paneRows(pane, columns, rows)
  const watches = watchesPanel(view)
  const watched = watches.length === 0 ? [] : [ruleRow('watched', columns), ...watches]
  const panels = rows < tall - 4 ? [] : panelRows(view, columns, rows)
  const orders = rows < tall - 4 ? [] : orderRows(view, columns, rows)
  const above = [...panels, ...orders, ...watched].slice(0, Math.max(rows - fewestLines, 0))
  const left = rows - above.length
  if (left < 2) return above
  return [...above, ruleRow(linesTitle(view), columns), ...lineRows(frame, columns, left - 1)]
}

const fewestLines = 4

const linesTitle = ({ breaks }: StepView): string =>
  breaks.length === 0
    ? 'lines'
    : `lines, ${quantity(breaks.length, 'breakpoint')}: ${breaks.map(printable).join(' | ')}`

const ruleRow = (title: string, columns: number): Row => {
  const text = `── ${clipped(title, Math.max(columns - 6, 0))} `
  return [span(text + '─'.repeat(Math.max(columns - text.length, 0)), 'dim')]
}

const panelRows = (view: StepView, columns: number, rows: number): ReadonlyArray<Row> => {
  const levels = rows < 30 ? (rows < 18 ? 1 : 3) : 5
  const symbol = printable(view.symbol ?? 'market')
  if (columns < wide) {
    const standing = standingPanel(view, columns).slice(0, levels * 2 + 1)
    return [ruleRow(symbol, columns), ...bookPanel(view.market, 1), ...standing]
  }
  const width = columns < 100 ? 37 : 44
  const book = bookPanel(view.market, levels)
  const standing = standingPanel(view, columns - width - 1)
  const height = levels * 2 + 1
  const sides = Array.from({ length: height }, (_, i): Row => [
    ...fitted(book[i] ?? [], width),
    span('│', 'dim'),
    ...(standing[i] ?? []),
  ])
  return [ruleRow(symbol, columns), ...sides]
}

const orderRows = (view: StepView, columns: number, rows: number): ReadonlyArray<Row> => {
  const room = rows < 30 ? 2 : 5
  const orders = ordersPanel(view, room)
  const blank = Array.from({ length: Math.max(room - orders.length, 0) }, (): Row => [])
  return [ruleRow(quantity(view.orders.length, 'open order'), columns), ...orders, ...blank]
}

const lineRows = ({ view, around }: Frame, columns: number, room: number): ReadonlyArray<Row> => {
  const before = Math.floor((room - 1) / 2)
  return around(before, room - 1 - before).map(({ seq, line }): Row => {
    const isHere = seq === view.seq
    const at = Number(line?.['at'] ?? view.at)
    const time = columns < 60 ? '' : sinceText(at, view.startAt).replace(' s', '').padStart(12)
    const place = `${isHere ? '>' : ' '}${grouped(seq).padStart(9)} ${time}  `
    const type = line === null ? 'cannot be read' : printable(typeOf(line))
    const text = line === null ? '' : messageText(line)
    if (isHere) return [span(`${place}${type.padEnd(16)} ${text}`, 'inverse')]
    return [
      span(place, 'dim'),
      span(`${type.padEnd(16)} `, line === null ? 'red' : colorOf(type, line)),
      span(text),
    ]
  })
}

const paneRows = (
  { title, rows, top }: Pane,
  columns: number,
  room: number,
): ReadonlyArray<Row> => {
  const shown = rows.slice(top, top + room - 1)
  const more = rows.length - top - shown.length
  const hint = `${more > 0 ? `, ${quantity(more, 'row')} more: PgDn` : ''}, Esc closes`
  return [ruleRow(title + hint, columns), ...shown.map((text): Row => [span(` ${text}`)])]
}
