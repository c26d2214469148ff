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
import { seqAtTime } from '../journals/seq-at-time'
import { statesAt } from '../journals/states-at'
import type { ReplaySubject } from '../replays/replay-subject'
import type { Aftermath } from './aftermath'
import { aftermathOf } from './aftermath'
import type { Stop, Stops } from './find-stops'
import type { QuoteSample, QuotesAround } from './quotes-around'
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
  { stops, count, damaged }: Stops,
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
  const seen = subject === null ? unfolded(path, fields) : folded(path, fields, subject, around)
  if (isLeft(seen)) return seen
  return right({
    ...{ file: path, stop, count, beyond: beyondOf(fields), damaged },
    startAt: Number(header.right?.['at'] ?? fields['at']),
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

const folded = (
  path: string,
  fields: LineFields,
  subject: ReplaySubject,
  around: Around,
): Either<FileFailure, Seen> => {
  const seq = Number(fields['seq'])
  let before = null as Standing | null
  let symbol = null as MarketSymbol | null
  let aftermath = null as Either<FileFailure, Aftermath> | null
  const read = statesAt(path, subject, [seq - 1], (state) => {
    before = standingOf(state)
    symbol = symbolOf(state, fields)
    aftermath = aftermathOf(path, fields, state)
  })
  if (isLeft(read)) return read
  const known = aftermath ?? aftermathOf(path, fields, null)
  if (isLeft(known)) return known
  const rest = lookedAt(path, fields, subject, { symbol, around, lastSeq: known.right.lastSeq })
  return isLeft(rest) ? rest : right({ before, aftermath: known.right, ...rest.right })
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

type Wanted = {
  readonly symbol: MarketSymbol | null
  readonly around: Around
  readonly lastSeq: number
}

/** Looks at the states around a stop, and behind what it led to, in one fold. */
const lookedAt = (
  path: string,
  fields: LineFields,
  subject: ReplaySubject,
  { symbol, around, lastSeq }: Wanted,
): Either<FileFailure, Pick<Seen, 'after' | 'quotes'>> => {
  const at = Number(fields['at'])
  const [fromAt, toAt] = [at - around.beforeUs, at + around.afterUs]
  const start = seqAtTime(path, { us: fromAt, from: 'epoch' })
  if (isLeft(start)) return start
  const fromSeq = Math.max(1, start.right)
  const while_ = { fromSeq, fromAt, toAt, intervals: around.intervals }
  const lines = symbol === null ? null : linesAround(path, symbol, while_)
  if (lines !== null && isLeft(lines)) return lines
  const wanted = new Set(lines?.right.seqs ?? [])
  const samples: Array<QuoteSample> = []
  let after = null as Standing | null
  const seqs = [...new Set([...wanted, lastSeq])].sort((a, b) => a - b)
  const read = statesAt(path, subject, seqs, (state, seq) => {
    if (symbol !== null && wanted.has(seq)) samples.push(sampleOf(state, symbol))
    if (seq === lastSeq) after = standingOf(state)
  })
  if (isLeft(read)) return read
  const quotes =
    symbol === null
      ? null
      : { symbol, stopAt: at, fromAt, toAt, samples, fills: lines?.right.fills ?? [] }
  return right({ after, quotes })
}
