import type { FileFailure } from '@shadowtape/adapters'
import { newSha256, openBlocks, zlibCrc } from '@shadowtape/adapters'
import type { FaultAt, Fold } from '@shadowtape/core'
import { InvariantViolated, foldOf, knownDialects, newMetricsFold } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { lineOfSeq } from '../explanations/line-of-seq'
import { lastSeq } from '../journals/locate'
import type { ReplaySubject } from '../replays/replay-subject'
import { configurationOf, headerOf, orderFiguresOf, pnlOf, summaryOf } from './figures'
import { newMarks } from './marks'
import type { Integrity, SessionReport } from './report-data'
import { newSampler } from './sampler'

/** Everything of a report but its freezes. */
export type Gathered = Omit<SessionReport, 'stops'>

/** How many samples a report has at most, for a session of any length. */
const intervals = 1_500

/**
 * Folds a journal once, with every check on, and takes what a report shows as its lines pass. What
 * is held is what is shown; a day's session takes no more than a minute's.
 */
export const gatherReport = (
  path: string,
  { opened, strategy }: ReplaySubject,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, Gathered> => {
  const header = lineOfSeq(path, 1)
  if (isLeft(header)) return header
  const endAt = lastAt(path)
  if (isLeft(endAt)) return endAt
  const startAt = Number(header.right?.['at'])
  const intervalUs = Math.max(1, Math.ceil((endAt.right - startAt + 1) / intervals))
  const sampler = newSampler(startAt, intervalUs)
  const marks = newMarks(startAt, intervalUs)
  const metrics = newMetricsFold()
  let closeReason = null as string | null
  const fold = foldOf(
    newSha256,
    () => strategy,
    zlibCrc,
    knownDialects,
    null,
    (state, entry) => {
      if (entry.message.type === 'CloseSession') closeReason = entry.message.reason
      sampler.hear(state, entry)
      marks.hear(state, entry)
      metrics.apply(entry)
    },
  )
  const read = folded(path, fold, onProgress)
  if (isLeft(read)) return read
  const { state } = fold
  const { fillsCount, edgesCount, ...marked } = marks.done()
  const { times, money, symbols, horizons } = sampler.sampled(state)
  const edgesShown = marked.edges.reduce((sum, { at }) => sum + at.length, 0)
  return right({
    file: path,
    header: headerOf(opened),
    ...{ startAt, endAt: Math.max(startAt, state.at) },
    integrity: {
      ...integrityOf(fold, read.right),
      ...{ configDigest: String(header.right?.['configDigest']), closeReason },
    },
    summary: summaryOf(state, metrics.metrics()),
    sampling: {
      ...{ intervals, intervalUs, fillsShown: marked.fills.length, fillsCount },
      ...{ edgesShown, edgesCount, stopsShown: 0, stopsCount: 0 },
    },
    ...{ times, money, symbols, ...marked, edges: [...marked.edges, ...horizons] },
    pnl: pnlOf(state),
    orders: orderFiguresOf(metrics.metrics()),
    configuration: configurationOf(header.right ?? {}),
  })
}

const lastAt = (path: string): Either<FileFailure, number> => {
  const last = lastSeq(path)
  if (isLeft(last)) return last
  const line = lineOfSeq(path, last.right)
  return isLeft(line) ? line : right(Number(line.right?.['at'] ?? 0))
}

/** What ended a fold before the journal's end, and what stands behind its last line. */
type Folded = { readonly fault: string | null; readonly tornBytes: number; readonly bytes: number }

const folded = (
  path: string,
  fold: Fold,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, Folded> => {
  const reader = openBlocks(path)
  if (isLeft(reader)) return reader
  const blocks = reader.right
  try {
    let fault: string | null = null
    while (fault === null) {
      const next = blocks.next()
      if (isLeft(next)) return next
      if (next.right === null) break
      const { b, start, end } = next.right
      fault = faultOf(() => fold.block(b, start, end))
      onProgress(blocks.bytes(), blocks.size())
    }
    return right({ fault, tornBytes: blocks.torn().length, bytes: blocks.bytes() })
  } finally {
    blocks.close()
  }
}

/** Lines may be sound, each by itself, and contradict each other. */
const faultOf = (work: () => FaultAt | null): string | null => {
  try {
    const fault = work()
    return fault === null ? null : `line ${String(fault.line)}: ${fault.fault.says}`
  } catch (error) {
    if (!(error instanceof InvariantViolated)) throw error
    return error.message
  }
}

const integrityOf = (
  { found, checkpoints }: Fold,
  { fault, tornBytes, bytes }: Folded,
): Omit<Integrity, 'configDigest' | 'closeReason'> => {
  const { closed, lines, seals } = found
  const torn = tornBytes === 0 ? null : `${String(tornBytes)} bytes at the end are no whole line`
  return {
    verdict:
      fault === null ? (closed === null || torn !== null ? 'cut short' : 'whole') : 'damaged',
    says:
      fault ?? torn ?? (closed === null ? 'there is no close: the session was cut short' : null),
    ...{ lines, bytes, seals: seals - (closed === null ? 0 : 1) },
    statesChecked: checkpoints.equal,
    digest: closed?.digest ?? '',
  }
}
