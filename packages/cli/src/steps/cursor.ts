import type { Block } from '@shadowtape/adapters'
import { newSha256, openBlocks, zlibCrc } from '@shadowtape/adapters'
import type { BeforeEntry, Fold, State } from '@shadowtape/core'
import {
  dialectNamed,
  foldOf,
  isLinkMessage,
  knownDialects,
  lineCodec,
  linkOf,
} from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { faultText } from '../journals/journal-failure'
import { JournalUnread } from '../journals/journal-unread'
import { latestSnapshot } from '../journals/restored'
import type { ReplaySubject } from '../replays/replay-subject'
import { printable } from '../reports/printable'
import { grouped } from '../reports/quantity-text'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Checkpoints, SealPlace } from './checkpoints'
import { newCheckpoints } from './checkpoints'
import type { Ongoing } from './ongoing'

/** What keeps a journal from being folded on: its line, and why. */
export type Stop = { readonly line: number; readonly failure: Failure }

/** Looks at a line `[start, end)` that was just folded, newline excluded; the bytes are lent. */
export type OnFolded = (b: Buffer, start: number, end: number) => 'stop' | 'go on'

/** A place in a journal, and the state there. It goes both ways, and holds but some states. */
export type Cursor = {
  readonly path: string
  /** After which line it stands; 0 is before the first. */
  readonly seq: () => number
  /** The state there; lent until the cursor moves. */
  readonly state: () => State
  /** What is wrong with the line that it cannot pass, where one was met. */
  readonly stop: () => Stop | null
  /** Goes to after a line, or as near as there are lines that can be folded. */
  readonly seek: (seq: number) => Ongoing<void>
  /** Goes on from here up to a line; where each is shown that it passes, until told to stop. */
  readonly walk: (seq: number, onFolded: OnFolded | null) => Ongoing<void>
  /** The last line not behind `seq` that a fold can begin after at once. */
  readonly start: (seq: number) => number
}

/** Where a fold stands: `from` is the byte where it began to read. */
type Place = { readonly fold: Fold; readonly from: number }

/** A snapshot file is looked for only where it spares more checkpoints than this. */
const snapshotWorth = 4

/** A cursor before a journal's first line; `beforeEntry` hears each that it folds, even again. */
export const newCursor = (
  path: string,
  { strategy }: Pick<ReplaySubject, 'strategy'>,
  checkpoints: Checkpoints = newCheckpoints(),
  warn: (text: string) => void = () => undefined,
  beforeEntry: BeforeEntry | null = null,
): Cursor => {
  const begun = (restored: Parameters<typeof foldOf>[4] = null, from = 0): Place => ({
    fold: foldOf(newSha256, () => strategy, zlibCrc, knownDialects, restored, beforeEntry),
    from,
  })
  let place = begun()
  let stop = null as Stop | null
  const seq = (): number => place.fold.found.lines
  const nearest = (target: number): void => {
    const here = seq() <= target ? seq() : 0
    const kept = checkpoints.before(target)
    const best = Math.max(here, kept)
    const isFar = target - best > snapshotWorth * checkpoints.apart
    const snapshot = isFar ? latestSnapshot(path, target, warn) : null
    if (snapshot !== null && isLeft(snapshot)) throw new JournalUnread(path, snapshot.left)
    const restored = snapshot?.right ?? null
    if (restored !== null && restored.state.seq > best) place = begun(restored, restored.offset)
    else if (best > here) {
      const resumed = checkpoints.resume(target)
      place = begun(resumed?.restoration, resumed?.offset)
    } else if (seq() > target) place = begun()
  }
  /** A line that made the reducers throw has left its marks in the state: that is folded anew. */
  const thrown = (error: unknown): void => {
    const line = seq() + 1
    stop = { line, failure: contradiction(path, line, error) }
    place = begun()
  }
  const walk = function* (target: number, onFolded: OnFolded | null): Ongoing<void> {
    const until = stop === null ? target : Math.min(target, stop.line - 1)
    const along = { checkpoints, until, onFolded }
    try {
      const fault = yield* foldedOn(path, place, along)
      if (fault !== null) stop = fault
    } catch (error) {
      if (!(error instanceof FoldThrew)) throw error
      thrown(error.cause)
      yield* seek(Math.min(until, stop === null ? 0 : stop.line - 1))
    }
  }
  const seek = function* (target: number): Ongoing<void> {
    nearest(stop === null ? target : Math.min(target, stop.line - 1))
    yield* walk(target, null)
  }
  return {
    path,
    seq,
    state: () => place.fold.state,
    stop: () => stop,
    seek,
    walk,
    start: checkpoints.before,
  }
}

/** What the reducers, or a strategy's slice, threw at a line. */
class FoldThrew extends Error {
  override readonly name = 'FoldThrew'
}

type Along = {
  readonly checkpoints: Checkpoints
  readonly until: number
  readonly onFolded: OnFolded | null
}

/** So many bytes are folded at a time, and up to a line more: some fifty lines, in a moment. */
const partBytes = 1 << 14

/** Folds up to a line, a part of a block at a time; returns what stopped it before. */
function* foldedOn(path: string, place: Place, along: Along): Ongoing<Stop | null> {
  const { found } = place.fold
  const first = found.lines
  if (first >= along.until) return null
  const reader = openBlocks(path, place.from + found.bytes)
  if (isLeft(reader)) throw new JournalUnread(path, reader.left)
  try {
    for (;;) {
      const block = reader.right.next()
      if (isLeft(block)) throw new JournalUnread(path, block.left)
      if (block.right === null) return null
      const { b, end } = block.right
      for (let { start } = block.right; start < end;) {
        const part = { b, start, end: b.indexOf(10, Math.min(start + partBytes, end) - 1) + 1 }
        const ended = foldedBlock(path, place, part, along)
        if (ended !== 'go on') return ended
        start = part.end
        yield { done: found.lines - first, total: along.until - first }
      }
    }
  } finally {
    reader.right.close()
  }
}

/** Folds as much of a block as is asked for; lines are taken one by one where each is looked at. */
const foldedBlock = (
  path: string,
  { fold, from: base }: Place,
  { b, start, end }: Block,
  { checkpoints, until, onFolded }: Along,
): Stop | null | 'go on' => {
  const { found } = fold
  let begin = start
  let seq = found.lines
  let dueAt = checkpoints.before(seq) + checkpoints.apart
  for (let p = start; p < end;) {
    p = b.indexOf(10, p) + 1
    seq += 1
    if (seq < until && p < end && seq < dueAt && onFolded === null) continue
    const { seals } = found
    const fault = takenBy(fold, b, begin, p)
    if (fault !== null)
      return { line: fault.line, failure: failure('Failed', faultText(path, fault)) }
    const line = b.subarray(begin, p)
    begin = p
    if (seq >= dueAt && found.seals > seals && found.closed === null) {
      const sealed = sealOf(fold, line.subarray(line.lastIndexOf(10, -2) + 1), base + found.bytes)
      if (sealed !== null) checkpoints.keep(fold.state, sealed, until)
      dueAt = checkpoints.before(seq) + checkpoints.apart
    }
    if (onFolded?.(line, 0, line.length - 1) === 'stop' || seq >= until) return null
  }
  return 'go on'
}

const takenBy = (fold: Fold, b: Buffer, start: number, end: number): ReturnType<Fold['block']> => {
  try {
    return fold.block(b, start, end)
  } catch (cause) {
    throw new FoldThrew('', { cause })
  }
}

const sealOf = ({ state }: Fold, line: Buffer, offset: number): SealPlace | null => {
  const dialect = dialectNamed(knownDialects, state.config?.catalogue ?? '')
  const entry = lineCodec(dialect).decode(line, 0, line.length - 1, 'trust')
  if (isLeft(entry) || !isLinkMessage(entry.right.message)) return null
  return { sealed: Buffer.from(line), sealDigest: linkOf(entry.right.message)[1], offset }
}

const contradiction = (path: string, line: number, error: unknown): Failure => {
  const why = printable(error instanceof Error ? error.message : String(error))
  return failure('Diverged', `${path} contradicts itself at line ${grouped(line)}: ${why}.`)
}
