import type { FileFailure } from '@shadowtape/adapters'
import type { MarketSymbol, State } from '@shadowtape/core'
import { formatDecimal, parseDecimal } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { causesOf } from '../explanations/causes'
import type { Evidence } from '../explanations/evidence'
import { evidenceOf } from '../explanations/evidence'
import { lineOfSeq } from '../explanations/line-of-seq'
import type { LineFields } from '../journals/line-text'
import { statesAt } from '../journals/states-at'
import type { ReplaySubject } from '../replays/replay-subject'
import type { Aftermath } from './aftermath'
import { aftermathOf } from './aftermath'
import type { Stop, Stops } from './find-stops'
import type { QuoteSample, QuotesAround, WhileAround } from './quotes-around'
import { linesAround, sampleOf } from './quotes-around'
import type { Standing } from './standing'
import { standingOf } from './standing'

/** What there is to say of a stop from the journal itself; nothing of it is run again. */
export type PostMortem = {
  readonly file: string
  readonly stop: Stop
  readonly count: number
  /** When the session began, in engine time. */
  readonly startAt: number
  /** How far the observed figure is beyond its threshold, a decimal; `null` for an operator's. */
  readonly beyond: string | null
  /** When the first line of the window it was judged on was said. */
  readonly windowFromAt: number | null
  readonly evidence: ReadonlyArray<Evidence>
  readonly causes: ReadonlyArray<LineFields>
  /** Where the session stood just before, and once all that was open had been answered. */
  readonly before: Standing | null
  readonly after: Standing | null
  readonly aftermath: Aftermath
  readonly quotes: QuotesAround | null
  /** Other stops by the same rule, about whatever. */
  readonly similar: ReadonlyArray<{ readonly n: number; readonly fields: LineFields }>
  readonly damaged: number
}

/** How far around a stop is looked, in microseconds, and at how many instants. */
export type Around = {
  readonly beforeUs: number
  readonly afterUs: number
  readonly intervals: number
}

/**
 * Gathers what a journal says of one of its stops. Without a strategy to fold its state with, what
 * only the state knows is `null`.
 */
export const postMortemOf = (
  path: string,
  stop: Stop,
  { stops, count, endAt, damaged }: Stops,
  subject: ReplaySubject | null,
  around: Around,
): Either<FileFailure, PostMortem> => {
  const { fields } = stop
  const causes = causesOf(path, fields)
  if (isLeft(causes)) return causes
  const evidence = evidenceOf(path, fields)
  if (isLeft(evidence)) return evidence
  const from = fields['fromSeq']
  const first = typeof from === 'number' ? lineOfSeq(path, from) : right(null)
  if (isLeft(first)) return first
  const header = lineOfSeq(path, 1)
  if (isLeft(header)) return header
  const startAt = Number(header.right?.['at'] ?? fields['at'])
  const within = spanOf(Number(fields['at']), around, { startAt, endAt })
  const seen = subject === null ? unfolded(path, fields) : folded(path, fields, subject, within)
  if (isLeft(seen)) return seen
  return right({
    ...{ file: path, stop, count, beyond: beyondOf(fields), damaged },
    startAt,
    windowFromAt: first.right === null ? null : Number(first.right['at']),
    ...{ evidence: evidence.right, causes: causes.right, ...seen.right },
    similar: stops.flatMap((other, i) =>
      i + 1 !== stop.n && isAlike(other, fields) ? [{ n: i + 1, fields: other }] : [],
    ),
  })
}

const isAlike = (one: LineFields, other: LineFields): boolean =>
  one['reason'] === other['reason'] && one['rule'] === other['rule']

/** Decimals of figures in lines are at one scale each; the difference is at the same. */
const beyondOf = ({ observed, threshold }: LineFields): string | null => {
  if (typeof observed !== 'string' || typeof threshold !== 'string') return null
  const scale = observed.split('.')[1]?.length ?? 0
  const [seen, limit] = [parseDecimal(observed, scale), parseDecimal(threshold, scale)]
  if (typeof seen !== 'number' || typeof limit !== 'number') return null
  return formatDecimal(Math.abs(seen - limit), scale)
}

type Seen = Pick<PostMortem, 'before' | 'after' | 'aftermath' | 'quotes'>

const unfolded = (path: string, fields: LineFields): Either<FileFailure, Seen> => {
  const aftermath = aftermathOf(path, fields, null)
  if (isLeft(aftermath)) return aftermath
  return right({ before: null, after: null, aftermath: aftermath.right, quotes: null })
}

/** Looks at the states around a stop, before it and behind what it led to, in one fold. */
const folded = (
  path: string,
  fields: LineFields,
  subject: ReplaySubject,
  span: Span,
): Either<FileFailure, Seen> => {
  const seq = Number(fields['seq'])
  const lines = linesAround(path, span)
  if (isLeft(lines)) return lines
  const answered = aftermathOf(path, fields, null)
  if (isLeft(answered)) return answered
  let aftermath: Either<FileFailure, Aftermath> = answered
  const { lastSeq } = answered.right
  const sampled = new Set(lines.right.seqs)
  const samples = new Map<MarketSymbol, Array<QuoteSample>>()
  let [before, after] = [null as Standing | null, null as Standing | null]
  let symbol = null as MarketSymbol | null
  const seqs = [...new Set([...sampled, seq - 1, lastSeq])].sort((a, b) => a - b)
  const read = statesAt(path, subject, seqs, (state, own) => {
    if (sampled.has(own)) sampledAll(samples, state)
    if (own === lastSeq) after = standingOf(state)
    if (own !== seq - 1) return
    before = standingOf(state)
    symbol = symbolOf(state, fields)
    aftermath = aftermathOf(path, fields, state)
  })
  if (isLeft(read)) return read
  if (isLeft(aftermath)) return aftermath
  const { stopAt, fromAt, toAt } = span
  const fills = lines.right.fills.filter((fill) => fill.symbol === symbol)
  const quotes =
    symbol === null
      ? null
      : { symbol, stopAt, fromAt, toAt, samples: samples.get(symbol) ?? [], fills }
  return right({ before, after, aftermath: aftermath.right, quotes })
}

/** A while around a stop, within the session. */
type Span = WhileAround & Pick<QuotesAround, 'stopAt'>

const spanOf = (
  stopAt: number,
  { beforeUs, afterUs, intervals }: Around,
  { startAt, endAt }: { readonly startAt: number; readonly endAt: number },
): Span => {
  const fromAt = Math.max(stopAt - beforeUs, startAt)
  const toAt = Math.max(Math.min(stopAt + afterUs, endAt), fromAt + 1)
  return { stopAt, fromAt, toAt, intervals }
}

/** Which symbol is shown is known only just before the stop. */
const sampledAll = (samples: Map<MarketSymbol, Array<QuoteSample>>, state: State): void => {
  for (const name of Object.keys(state.instruments)) {
    const symbol = name as MarketSymbol
    const own = samples.get(symbol) ?? []
    samples.set(symbol, own)
    own.push(sampleOf(state, symbol))
  }
}

/** The symbol that a stop is about, or one that is held, quoted or at least listed. */
const symbolOf = (state: State, { symbol }: LineFields): MarketSymbol | null => {
  if (typeof symbol === 'string') return symbol as MarketSymbol
  const listed = Object.keys(state.instruments) as Array<MarketSymbol>
  const isUsed = (one: MarketSymbol): boolean =>
    Object.values(state.accounts).some(
      ({ positions, exposure }) =>
        (positions[one]?.qty ?? 0) !== 0 || (exposure[one]?.openOrders ?? 0) > 0,
    )
  return listed.find(isUsed) ?? listed[0] ?? null
}
