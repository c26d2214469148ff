import type { FileFailure } from '@shadowtape/adapters'
import { bpsScale, messageName } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { eachSoundLine } from '../journals/each-line'
import type { LineFields } from '../journals/line-text'
import { fieldsOfText } from '../journals/line-text'
import { figure } from './figure'

/** A line that said an edge, in millionths of a basis point. */
export type EdgeLine = { readonly seq: number; readonly at: number; readonly edgeBps: number }

/** What was said of edges up to a stop. */
export type EdgesBefore = {
  /** The last ones about what the stop is about, oldest first; the one it was judged on is last. */
  readonly last: ReadonlyArray<EdgeLine>
  /** Since when every one of them has been below the threshold; `null` where the last was not. */
  readonly belowSince: EdgeLine | null
  /**
   * The lowest edge of the stop's account, or of the session, since trading last went on; the one
   * it was judged on is left out.
   */
  readonly lowest: number | null
}

/** A freeze or reduction of a journal, from 1, and what was said of edges before it. */
export type Stop = {
  readonly n: number
  readonly fields: LineFields
  /** The last input before it. */
  readonly root: { readonly line: number; readonly at: number }
  readonly edges: EdgesBefore
  /** Where what it restricts was let go; `null` where that never happened. */
  readonly thaw: LineFields | null
}

/** All stops of a journal in short, and those that were asked for. */
export type Stops = {
  readonly stops: ReadonlyArray<LineFields>
  /** How many there are; only the first `stopsKept` are in the list. */
  readonly count: number
  readonly found: ReadonlyArray<Stop>
  /** When the last line that can be read was said. */
  readonly endAt: number
  readonly damaged: number
}

/** More stops than this are only counted. */
const stopsKept = 1_000

/** So many of the edges before a stop are shown. */
const edgesKept = 24

type Track = { last: Array<EdgeLine>; belowSince: EdgeLine | null }

/** What passes by on the way to a stop. Its tables hold one entry a scope of edges. */
type Passed = {
  threshold: number | null
  readonly lowest: Map<unknown, { now: number; before: number | null }>
  readonly tracks: Map<string, Track>
}

/** Looks through a journal for its stops, and for some of them with what led up to each. */
export const findStops = (
  path: string,
  isWanted: (n: number) => boolean,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, Stops> => {
  const passed: Passed = { threshold: null, lowest: new Map(), tracks: new Map() }
  const stops: Array<LineFields> = []
  let [count, endAt] = [0, 0]
  let root: Stop['root'] = { line: 1, at: 0 }
  const found: Array<Stop> = []
  const read = eachSoundLine({
    path,
    onProgress,
    onLine: ({ envelope, fields }) => {
      endAt = envelope.at
      if (envelope.cause === null) root = { line: envelope.seq, at: envelope.at }
      const type = messageName(envelope.type)
      if (!isWatched.has(type)) return 'go on'
      const line = fields()
      if (line === null) return 'go on'
      if (type === 'TradingFrozen' || type === 'TradingReduced') {
        count += 1
        if (stops.length < stopsKept) stops.push(line)
        const n = count
        if (isWanted(n))
          found.push({ n, fields: line, root, edges: edgesBefore(passed, line), thaw: null })
      } else if (type === 'TradingThawed') {
        found.forEach((stop, i) => {
          if (stop.thaw === null && isOfSame(stop.fields, line)) found[i] = { ...stop, thaw: line }
        })
        passed.lowest.clear()
        passed.tracks.clear()
      } else noted(passed, type, line)
      return 'go on'
    },
  })
  return isLeft(read) ? read : right({ stops, count, found, endAt, ...read.right })
}

const isWatched: ReadonlySet<string> = new Set([
  ...['SessionOpened', 'SettingsChanged', 'EdgeUpdated'],
  ...['TradingFrozen', 'TradingReduced', 'TradingThawed'],
])

/** A stop or an edge that names an account and a symbol, or neither. */
const scopeOf = ({ account, symbol }: LineFields): string => `${String(account)} ${String(symbol)}`

const noted = (passed: Passed, type: string, line: LineFields): void => {
  if (type === 'SessionOpened') passed.threshold = bpsOf(line['edgeThresholdBps'])
  else if (type === 'SettingsChanged')
    passed.threshold =
      bpsOf(fieldsOfText(String(line['now']))?.['edgeThresholdBps']) ?? passed.threshold
  else edgeNoted(passed, line)
}

const edgeNoted = (passed: Passed, line: LineFields): void => {
  const edgeBps = bpsOf(line['edgeBps'])
  if (edgeBps === null) return
  const before = passed.lowest.get(line['account'])?.now ?? null
  passed.lowest.set(line['account'], { now: Math.min(before ?? edgeBps, edgeBps), before })
  const track = passed.tracks.get(scopeOf(line)) ?? { last: [], belowSince: null }
  passed.tracks.set(scopeOf(line), track)
  const said = { seq: Number(line['seq']), at: Number(line['at']), edgeBps }
  track.last.push(said)
  if (track.last.length > edgesKept) track.last.shift()
  if (passed.threshold === null || edgeBps >= passed.threshold) track.belowSince = null
  else track.belowSince ??= said
}

const edgesBefore = (passed: Passed, stop: LineFields): EdgesBefore => {
  const track = passed.tracks.get(scopeOf(stop))
  return {
    last: [...(track?.last ?? [])],
    belowSince: track?.belowSince ?? null,
    lowest: passed.lowest.get(stop['account'])?.before ?? null,
  }
}

const bpsOf = (text: unknown): number | null => figure(text, bpsScale)

/** Whether a thaw lets go what a stop restricts: the session, or the same account or symbol. */
const isOfSame = (stop: LineFields, thaw: LineFields): boolean => {
  const { scope } = stop
  if (scope === 'session') return thaw['account'] === null && thaw['symbol'] === null
  return scope === 'account'
    ? thaw['account'] === stop['account'] && thaw['symbol'] === null
    : thaw['symbol'] === stop['symbol']
}
