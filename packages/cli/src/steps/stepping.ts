import { grouped } from '../reports/quantity-text'
import type { Condition } from './condition'
import type { Cursor } from './cursor'
import type { LinePages } from './line-pages'
import type { Ongoing } from './ongoing'
import type { Watches } from './watches'

/** What came of an action: whether it could be done as asked, and what there is to say of it. */
export type Done = { readonly isDone: boolean; readonly says: string | null }

/** What stepping through a journal keeps. */
export type Stepping = {
  readonly path: string
  readonly pages: LinePages
  readonly cursor: Cursor
  readonly watches: Watches
  readonly startAt: number
  breaks: ReadonlyArray<Condition>
  /** The symbol that was chosen, and that of the last line that had one. */
  chosen: string | null
  met: string | null
  order: string | null
}

/** It was done as asked. */
export const done = (says: string | null = null): Done => ({ isDone: true, says })

/** It could not be done as asked, and why. */
export const refused = (says: string): Done => ({ isDone: false, says })

/** The symbol shown: one that was chosen, or that of the last line that had one. */
export const shownSymbol = ({ chosen, met, cursor }: Stepping): string | null =>
  chosen ?? met ?? Object.keys(cursor.state().instruments)[0] ?? null

/** The order that the line names, or the line that caused it. */
export const orderOf = ({ pages, cursor }: Stepping): string | null => {
  const line = pages.line(cursor.seq())
  const own = line?.['orderId'] ?? pages.line(Number(line?.['cause']))?.['orderId']
  return typeof own === 'string' ? own : null
}

/** Stands at a line; says so where the journal cannot be folded so far. */
export function* arrived(stepping: Stepping, seq: number): Ongoing<Done> {
  const { cursor, pages, watches } = stepping
  yield* cursor.seek(seq)
  watches.moved(cursor.state())
  const symbol = pages.line(cursor.seq())?.['symbol']
  if (typeof symbol === 'string') stepping.met = symbol
  const stop = cursor.stop()
  if (cursor.seq() === seq) return done()
  return refused(
    stop === null
      ? `line ${grouped(seq)} cannot be reached`
      : `it goes no further than line ${grouped(cursor.seq())}: ${stop.failure.says}`,
  )
}
