import { isKeeping } from '../journals/is-keeping'
import type { LineFields } from '../journals/line-text'
import { typeOf } from '../journals/line-text'
import type { Named } from './line-names'
import { newLineNames } from './line-names'
import { relativeTime } from './relative-time'

/** What a golden leaves out of a journal beside how it was kept. */
export type ProjectionPlan = {
  /** Whether what the market said is in it, or only what was done about it. */
  readonly market: 'keep' | 'leave out'
  /** `OrderPlaced.price`, or `*.price` in every message. */
  readonly redacted: ReadonlyArray<string>
}

/** Turns a journal's lines into a golden's, one by one. */
export type Projection = {
  /** A line as it stands in a golden, or `null` for one that does not. */
  readonly line: (fields: LineFields) => string | null
  /** Which of the fields that are to be redacted no line had. */
  readonly unused: () => ReadonlyArray<string>
}

/** Stands where a redacted value was. */
export const redactedValue = '[redacted]'

/**
 * A projection of a session that began at `start`: no numbers, no digests, times since the start,
 * causes by how many lines they stand above, or by name where something else came in meanwhile.
 */
export const newProjection = (start: number, plan: ProjectionPlan): Projection => {
  const names = newLineNames(start)
  const redacted = new Set(plan.redacted)
  const unused = new Set(plan.redacted)
  /** The group that a line stands in, and which line of the golden it is. */
  const places = new Map<number, { readonly group: number; readonly line: number | null }>()
  let [group, written] = [0, 0]
  const causeOf = (cause: unknown): string | number | null => {
    if (typeof cause !== 'number') return null
    const place = places.get(cause)
    if (place?.group === group && place.line !== null) return written - place.line
    return names.ofLine(cause) ?? 'before'
  }
  const asRedacted = (type: string, name: string): boolean => {
    const found = [`${type}.${name}`, `*.${name}`].filter((each) => redacted.has(each))
    for (const each of found) unused.delete(each)
    return found.length > 0
  }
  const shownValue = (name: string, value: unknown): unknown => {
    const kind = kinds[name]
    if (kind === undefined) return value
    if (typeof value === 'number') {
      if (kind === 'time') return relativeTime(value - start)
      return kind === 'line' ? names.ofLine(value) : value
    }
    if (typeof value !== 'string') return value
    if (kind === 'lines') return timesOf(value, names.timeOf)
    return kind === 'time' || kind === 'line' ? value : names.of(kind, value)
  }
  return {
    unused: () => [...unused],
    line: (fields) => {
      const [type, seq, at] = [typeOf(fields), Number(fields['seq']), Number(fields['at'])]
      const { cause } = fields
      names.line(seq, at, type)
      // a timer's lines come in between: they begin something of their own
      if (typeof cause !== 'number' || places.get(cause)?.group !== group) group += 1
      const isLeftOut =
        isAboutKeeping(type) || (plan.market === 'leave out' && marketTypes.has(type))
      places.set(seq, { group, line: isLeftOut ? null : written })
      nameIn(type, fields, (kind, id) => {
        names.give(kind, id, at)
      })
      if (isLeftOut) return null
      const shown: Record<string, unknown> = {
        at: relativeTime(at - start),
        cause: causeOf(cause),
        type,
      }
      for (const [name, value] of Object.entries(fields)) {
        if (envelope.has(name) || dropped[type]?.has(name) === true || name === 'stateDigest')
          continue
        shown[name] = asRedacted(type, name) ? redactedValue : shownValue(name, value)
      }
      written += 1
      return JSON.stringify(shown)
    },
  }
}

/** What the market says, and the clock: it comes from a capture, and is the same every time. */
export const marketTypes: ReadonlySet<string> = new Set([
  ...['BookUpdated', 'QuoteObserved', 'TradePrinted', 'TickerUpdated', 'ClockAdvanced'],
])

/** Lines about the journal itself: how it is kept, and what came in about that. */
export const isAboutKeeping = (type: string): boolean =>
  type !== 'SessionClosed' &&
  (isKeeping(type) || type === 'RollJournal' || type === 'SessionResumed')

const envelope: ReadonlySet<string> = new Set(['seq', 'at', 'cause', 'type', 'crc'])

/** What stands in a golden's first line instead, as it sums up all the others. */
const dropped: Readonly<Record<string, ReadonlySet<string>>> = {
  SessionOpened: new Set(['engineVersion', 'catalogue', 'configDigest', 'strategyDigest']),
  SessionClosed: new Set([
    ...['lines', 'inputs', 'placed', 'denied', 'accepted', 'rejected'],
    ...['fills', 'canceled', 'freezes', 'digest'],
  ]),
}

const kinds: Readonly<Record<string, Named | 'time' | 'line' | 'lines'>> = {
  orderId: 'o',
  fillId: 'f',
  orderLinkId: 'l',
  venueAt: 'time',
  nextFundingAt: 'time',
  fromSeq: 'line',
  toSeq: 'line',
  windowSeqs: 'lines',
}

/** In which message an id is a new one. */
const naming: Readonly<Record<string, readonly [field: string, kind: Named]>> = {
  PlaceOrder: ['orderLinkId', 'l'],
  OrderPlaced: ['orderId', 'o'],
  TradingStopTriggered: ['orderId', 'o'],
  OrderFilled: ['fillId', 'f'],
}

const nameIn = (type: string, fields: LineFields, give: (kind: Named, id: string) => void) => {
  const [field, kind] = naming[type] ?? []
  const id = field === undefined ? null : fields[field]
  if (kind !== undefined && typeof id === 'string') give(kind, id)
}

const timesOf = (seqs: string, timeOf: (seq: number) => string | null): string =>
  seqs === ''
    ? ''
    : seqs
        .split(',')
        .map((seq) => timeOf(Number(seq)) ?? 'before')
        .join(',')
