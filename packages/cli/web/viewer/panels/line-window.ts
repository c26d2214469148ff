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
type Held = { rows: ReadonlyArray<Row>; where: string; sides: Readonly<Record<Way, Side>> }
type Place = { readonly seq: number; readonly filter: string }

/** A window without lines. */
export const newLineWindow = ({ api, onChange, onRefusal }: LineWindowOf): LineWindow => {
  let held: Held = nothing()
  let leaving = new AbortController()
  let [wanted, isMoving] = [null as Place | null, false]
  const more = async (way: Way): Promise<void> => {
    const side = held.sides[way]
    if (side.isEnd || side.isAsked || isMoving) return
    side.isAsked = true
    try {
      const asked = { from: side.edge, way, count: pageRows, where: held.where }
      const page = await api.rows(asked, leaving.signal)
      if (side !== held.sides[way]) return
      onRefusal(null)
      onChange(grown(held, way, page))
    } catch (error) {
      if (!isLeftBehind(error)) onRefusal((error as Error).message)
    } finally {
      side.isAsked = false
    }
  }
  /** Goes on until the last place that was wanted is there. */
  const move = async (signal: AbortSignal): Promise<void> => {
    while (wanted !== null) {
      const next: Place = wanted
      held = await arrived(api, next, signal)
      if (wanted === next) wanted = null
      onRefusal(null)
      onChange({ type: 'anew', rows: held.rows })
    }
  }
  return {
    rows: () => held.rows,
    covers: (seq) => covers(held, seq),
    filter: () => held.where,
    isEnd: (way) => held.sides[way].isEnd,
    more,
    around: async (seq, filter) => {
      const isOther = filter !== (wanted?.filter ?? held.where)
      wanted = { seq, filter }
      if (isMoving && !isOther) return
      leaving.abort()
      leaving = new AbortController()
      const { signal } = leaving
      isMoving = true
      try {
        await move(signal)
      } catch (error) {
        if (isLeftBehind(error) || signal.aborted) return
        wanted = null
        onRefusal((error as Error).message)
      }
      if (!signal.aborted) isMoving = false
    },
    grew: (last) => {
      const { next } = held.sides
      if (next.edge !== nowhere && last > next.edge) next.isEnd = false
    },
  }
}

const nothing = (): Held => ({
  rows: [],
  where: '',
  sides: { previous: sideAt(1, true), next: sideAt(nowhere, true) },
})

/** An edge before any line was looked at, of which nothing is behind. */
const nowhere = -1

const sideAt = (edge: number, isEnd: boolean): Side => ({ edge, isEnd, isAsked: false })

const covers = ({ sides: { previous, next } }: Held, seq: number): boolean =>
  seq >= (previous.isEnd ? 0 : previous.edge) && seq <= next.edge

/** What is held once the lines on both sides of a place came in. */
const arrived = async (
  api: LineWindowOf['api'],
  { seq, filter }: Place,
  signal: AbortSignal,
): Promise<Held> => {
  const asked = (way: Way, from: number) =>
    api.rows({ from, way, count: pageRows, where: filter }, signal)
  const [before, after] = await Promise.all([asked('previous', seq + 1), asked('next', seq)])
  return {
    rows: [...before.rows, ...after.rows],
    where: filter,
    sides: {
      previous: sideAt(before.until, before.isEnd),
      next: sideAt(after.until, after.isEnd),
    },
  }
}

/** Takes a page in on its side, and lets what is too much go on the other. */
const grown = (held: Held, way: Way, page: Rows): WindowChange => {
  Object.assign(held.sides[way], { edge: page.until, isEnd: page.isEnd })
  const rows = way === 'next' ? [...held.rows, ...page.rows] : [...page.rows, ...held.rows]
  const dropped = Math.max(0, rows.length - keptRows)
  held.rows = way === 'next' ? rows.slice(dropped) : rows.slice(0, rows.length - dropped)
  if (dropped > 0) {
    const other = held.sides[way === 'next' ? 'previous' : 'next']
    const edge = way === 'next' ? held.rows[0] : held.rows.at(-1)
    Object.assign(other, { edge: edge?.seq ?? other.edge, isEnd: false })
  }
  return { type: 'grown', way, rows: page.rows, dropped }
}
