import type { LineFields } from '../journals/line-text'
import { typeOf } from '../journals/line-text'
import type { Color, Paint } from '../shell/paint'
import { messageText } from './message-text'
import { clipped, printable } from './printable'

/** A journal's lines as the rows of a table; dates are rows of their own. */
export type CatTable = { readonly row: (fields: LineFields, startedAt: number) => string }

/** A time, and how a row tells it. */
type RowTime = {
  readonly at: number
  readonly startedAt: number
  readonly day: string
  readonly cells: string
}

/** Below this many columns the time of day is left out, and the seconds are shown to the ms. */
const columnsForUtc = 100

const wide = { time: 13, decimals: 6, seq: 7, gap: '  ' }
const narrow = { time: 10, decimals: 3, seq: 6, gap: ' ' }
const typeWidth = 16

/** A table as wide as the terminal, or as wide as it gets where there is none. */
export const catTable = (paint: Paint, columns: number | undefined): CatTable => {
  const isWide = columns === undefined || columns >= columnsForUtc
  const { time, decimals, seq, gap } = isWide ? wide : narrow
  let day: string | null = null
  const timeCells = (when: string, utc: string): string =>
    when.padStart(time) + (isWide ? `${gap}${utc}` : '')
  const timeAt = (at: number, startedAt: number): RowTime => {
    const utc = utcText(at)
    const when = `+${((at - startedAt) / 1_000_000).toFixed(decimals)}`
    return { at, startedAt, day: utc.slice(0, 10), cells: timeCells(when, utc.slice(11)) }
  }
  const cells = (times: string, own: string, cause: string): string =>
    `${times}${gap}${own.padStart(seq)}${gap}${cause.padStart(seq)}`
  const envelopeHead = cells(timeCells('time', 'utc'.padEnd(15)), 'seq', 'cause')
  const head = `${envelopeHead}  ${'type'.padEnd(typeWidth)}  message`
  const rowOf = (fields: LineFields, times: string): string => {
    const before = cells(times, seqText(fields['seq']), seqText(fields['cause']))
    const type = printable(typeOf(fields))
    const room = (columns ?? Infinity) - before.length - typeWidth - 4
    const typeCell = paint(colorOf(type, fields), type.padEnd(typeWidth))
    return `${paint('dim', before)}  ${typeCell}  ${clipped(messageText(fields), room)}`.trimEnd()
  }
  // an input and what it leads to are of one time, which is put into words once
  let now = timeAt(0, 0)
  return {
    row: (fields, startedAt) => {
      const at = Number(fields['at'])
      if (at !== now.at || startedAt !== now.startedAt) now = timeAt(at, startedAt)
      const today = now.day
      const header = day === null ? `${paint('bold', head)}\n` : ''
      const date = today === day ? '' : `${paint('dim', `-- ${today} UTC --`)}\n`
      day = today
      return `${header}${date}${rowOf(fields, now.cells)}\n`
    },
  }
}

const seqText = (seq: unknown): string => (typeof seq === 'number' ? String(seq) : '-')

/** Microseconds since 1970 as `2025-10-27T20:36:17.000000`; times no calendar has stay numbers. */
export const utcText = (us: number): string => {
  const date = new Date(Math.floor(us / 1_000_000) * 1_000)
  if (Number.isNaN(date.getTime())) return String(us)
  return `${date.toISOString().slice(0, 19)}.${String(us % 1_000_000).padStart(6, '0')}`
}

const colors: Readonly<Record<string, Color>> = {
  TradingFrozen: 'red',
  TradingReduced: 'red',
  OrderDenied: 'yellow',
  OrderRejected: 'yellow',
  CancelRejected: 'yellow',
  OrderFilled: 'green',
  TradingThawed: 'green',
  LinesLost: 'red',
  SessionResumed: 'yellow',
  SettingsChanged: 'yellow',
  Sealed: 'dim',
  SegmentOpened: 'dim',
  SnapshotTaken: 'dim',
  SessionClosed: 'bold',
  SessionOpened: 'bold',
}

/** The color of a line's type: of what stops trading, what is done, and what came in. */
export const colorOf = (type: string, fields: LineFields): Color =>
  colors[type] ?? (fields['cause'] === null ? 'cyan' : 'dim')
