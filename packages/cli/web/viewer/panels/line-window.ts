import type { Row, Rows } from '../../../src/viewer/view-data'
import type { Api, Way } from '../api'
import { isLeftBehind } from '../api'

/** What became of a window: rows came in at an end and left at the other, or all are others. */
export type WindowChange =
  | { readonly type: 'anew'; readonly rows: ReadonlyArray<Row> }
  | {
      readonly type: 'grown'
      readonly way: Way
      readonly rows: ReadonlyArray<Row>
      /** So many rows were let go at the other end. */
      readonly dropped: number
    }

/** A stretch of a journal's lines that a filter lets pass. It is had in pages, to both sides. */
export type LineWindow = {
  readonly rows: () => ReadonlyArray<Row>
  /** Whether a line was looked at, so that one knows where it is among the rows. */
  readonly covers: (seq: number) => boolean
  /** What the lines are held to: the last filter that the server took. */
  readonly filter: () => string
  /** Whether there is nothing more to have on a side. */
  readonly isEnd: (way: Way) => boolean
  /** Has the next page on a side, unless it is under way or there is none. */
  readonly more: (way: Way) => Promise<void>
  /** Lets all go and has the lines around one; of calls while one is under way the last counts. */
  readonly around: (seq: number, filter: string) => Promise<void>
  /** A journal has lines up to this one now: what was its end may be its end no more. */
  readonly grew: (last: number) => void
}

/** Who hears of what became of a window. */
export type LineWindowOf = {
  readonly api: Pick<Api, 'rows'>
  readonly onChange: (change: WindowChange) => void
  /** The server's sentence where it refused; `null` where it answered. */
  readonly onRefusal: (says: string | null) => void
}

/** So many rows come in a page, and so many are kept at most. */
export const [pageRows, keptRows] = [100, 800]

type Side = { edge: number; isEnd: boolean; isAsked: boolean }

/** A window without lines. */
export const newLineWindow = ({ api, onChange, onRefusal }: LineWindowOf): LineWindow => {
  let rows: Array<Row> = []
  let where = ''
  let leaving = new AbortController()
  let wanted: { readonly seq: number; readonly filter: string } | null = null
  let isMoving = false
  let sides: Readonly<Record<Way, Side>> = { previous: sideAt(1), next: sideAt(-1) }
  const asked = (way: Way, from: number, filter: string): Promise<Rows> =>
    api.rows({ from, way, count: pageRows, where: filter }, leaving.signal)
  const more = async (way: Way): Promise<void> => {
    const side = sides[way]
    if (side.isEnd || side.isAsked || isMoving) return
    side.isAsked = true
    try {
      const page = await asked(way, side.edge, where)
      if (side !== sides[way]) return
      side.edge = page.until
      side.isEnd = page.isEnd
      take(way, page.rows)
      onRefusal(null)
    } catch (error) {
      if (!isLeftBehind(error)) onRefusal((error as Error).message)
    } finally {
      side.isAsked = false
    }
  }
  const take = (way: Way, page: ReadonlyArray<Row>): void => {
    rows = way === 'next' ? [...rows, ...page] : [...page, ...rows]
    const dropped = Math.max(0, rows.length - keptRows)
    if (dropped > 0) {
      rows = way === 'next' ? rows.slice(dropped) : rows.slice(0, keptRows)
      const other = sides[way === 'next' ? 'previous' : 'next']
      const edge = way === 'next' ? rows[0] : rows.at(-1)
      Object.assign(other, { edge: edge?.seq ?? other.edge, isEnd: false })
    }
    onChange({ type: 'grown', way, rows: page, dropped })
  }
  const arrive = async (seq: number, filter: string): Promise<void> => {
    const [before, after] = await Promise.all([
      asked('previous', seq + 1, filter),
      asked('next', seq, filter),
    ])
    rows = [...before.rows, ...after.rows]
    where = filter
    sides = {
      previous: { edge: before.until, isEnd: before.isEnd, isAsked: false },
      next: { edge: after.until, isEnd: after.isEnd, isAsked: false },
    }
    onRefusal(null)
    onChange({ type: 'anew', rows })
  }
  return {
    rows: () => rows,
    covers: (seq) =>
      seq >= (sides.previous.isEnd ? 0 : sides.previous.edge) && seq <= sides.next.edge,
    filter: () => where,
    isEnd: (way) => sides[way].isEnd,
    more,
    around: async (seq, filter) => {
      const isOther = filter !== (wanted?.filter ?? where)
      wanted = { seq, filter }
      if (isMoving && !isOther) return
      leaving.abort()
      leaving = new AbortController()
      const { signal } = leaving
      isMoving = true
      try {
        while (wanted !== null && !signal.aborted) {
          const next: { readonly seq: number; readonly filter: string } = wanted
          await arrive(next.seq, next.filter)
          if (wanted === next) wanted = null
        }
      } catch (error) {
        if (isLeftBehind(error) || signal.aborted) return
        wanted = null
        onRefusal((error as Error).message)
      } finally {
        if (!signal.aborted) isMoving = false
      }
    },
    grew: (last) => {
      if (last > sides.next.edge) sides.next.isEnd = false
    },
  }
}

const sideAt = (edge: number): Side => ({ edge, isEnd: true, isAsked: false })
