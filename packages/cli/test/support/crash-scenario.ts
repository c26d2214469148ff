import { continueRun, createJournal } from '@shadowtape/adapters'
import type { Disk, FileFailure, JournalWriter } from '@shadowtape/adapters'
import type {
  Entry,
  FsyncPolicy,
  Input,
  Reason,
  SessionEars,
  SessionOpened,
} from '@shadowtape/core'
import { twoSided } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import type { Dice } from '../../../core/test/fuzz/dice'
import type { Recorder } from '../../src/sessions/recorder'
import { openRecorder } from '../../src/sessions/recorder'
import type { CrashDisk, Files } from './crash-disk'
import { crashDisk } from './crash-disk'
import { madeAt, madeHeader, madeInputs, sealedAfter } from './made-session'

/** A session that is recorded onto a disk which may break down. */
export type Scenario = {
  readonly name: string
  readonly opened: SessionOpened
  readonly inputs: ReadonlyArray<Input>
  /** What lies where the journal goes. */
  readonly before: Files
  /** Whether it goes on in new segments, in a run directory. */
  readonly isRolling: boolean
}

/** Where the journal is, on the disk in memory: a file, or the directory of one that rolls. */
export const crashPath = '/journals/made.jsonl'
export const crashRunPath = '/journals/made'

/** The journal that lies among files: the one, or the segments one behind the other; or none. */
export const journalAmong = ({ isRolling }: Scenario, files: Files): Buffer | undefined => {
  if (!isRolling) return files.get(crashPath)
  const segments = [...files].filter(([path]) => /^\/journals\/made\/\d{6}\.jsonl$/.test(path))
  segments.sort(([a], [b]) => (a < b ? -1 : 1))
  return segments.length === 0 ? undefined : Buffer.concat(segments.map(([, bytes]) => bytes))
}

/** Some other journal that is in the way. */
export const otherJournal = Buffer.from('the journal of another session\n')

const policies: ReadonlyArray<FsyncPolicy> = ['none', 'interval', 'batch', 'barrier']

/** A scenario as the dice fall; there are about two hundred. */
export const anyScenario = (dice: Dice): Scenario => {
  const fsync = dice.oneOf(policies)
  const fsyncIntervalUs = fsync === 'interval' ? dice.oneOf([0, 1e12]) : 0
  const snapshotLinesMax = dice.oneOf([0, 15])
  const sealLinesMax = dice.oneOf([5, 1_024])
  const isLong = (fsync === 'none' || fsync === 'batch') && dice.isOneIn(3)
  const quotes = isLong ? 100 : dice.oneOf([2, 12])
  const isFreezing = dice.isOneIn(4)
  const rollBytesMax = dice.isOneIn(3) ? dice.oneOf([1_500, 6_000]) : 0
  const isRolling = rollBytesMax > 0
  const isReplacing = !isRolling && dice.isOneIn(6)
  const kept = { fsyncIntervalUs, snapshotLinesMax, rollBytesMax }
  return {
    name: JSON.stringify({ fsync, ...kept, sealLinesMax, quotes, isFreezing, isReplacing }),
    isRolling,
    opened: sealedAfter(madeHeader(fsync, kept), sealLinesMax),
    inputs: [...madeInputs(quotes), ...(isFreezing ? [freeze, ...madeInputs(2).slice(1)] : [])],
    before: isReplacing ? new Map([[crashPath, otherJournal]]) : new Map<string, Buffer>(),
  }
}

const freeze: Input = {
  type: 'FreezeTrading',
  account: null,
  symbol: null,
  actor: 'ana' as Reason,
  note: 'the power may fail' as Reason,
}

/** What had been said when the disk broke down, or the session came to its end. */
export type CrashRun = {
  readonly disk: CrashDisk
  /** The last line that something else may rely on: it was said to be durable. */
  readonly promisedSeq: number
  /** What the recorder itself said of its file. */
  readonly writtenBytes: number
  readonly durableBytes: number
}

/** A disk as a recorder sees it; a test's own may do less than it says. */
export type Seen = (disk: Disk) => Disk

/** Records a scenario until its disk breaks down in the nth call. */
export const crashRun = (
  scenario: Scenario,
  downAt?: number,
  seen: Seen = (disk) => disk,
): CrashRun => {
  const { opened, inputs, before, isRolling } = scenario
  const disk = crashDisk(downAt, before)
  const writer = writerOf(scenario, seen(disk.disk))
  if (isLeft(writer)) return { disk, promisedSeq: 0, writtenBytes: 0, durableBytes: 0 }
  const keep = keeping(
    disk.disk,
    isRolling ? `${crashRunPath}/snapshots` : `${crashPath}.snapshots`,
  )
  const recorder = openRecorder(opened, madeAt(0), twoSided, writer.right, keep)
  let promisedSeq = 0
  for (const [n, input] of inputs.entries()) {
    const entries = recorder.record(madeAt(n), input)
    if (disk.isDown()) return { disk, promisedSeq, ...said(recorder) }
    if (isPromised(opened, entries)) promisedSeq = entries.at(-1)?.seq ?? 0
  }
  const isClosed = !isLeft(recorder.close(madeAt(inputs.length), 'END_OF_INPUT'))
  if (isClosed && opened.fsync !== 'none') promisedSeq = recorder.state.seq
  return { disk, promisedSeq, ...said(recorder) }
}

const writerOf = (
  { before, isRolling }: Scenario,
  disk: Disk,
): Either<FileFailure, JournalWriter> =>
  isRolling
    ? continueRun(crashRunPath, 1, disk)
    : createJournal(crashPath, before.size > 0 ? 'replace' : 'refuse', disk)

const said = (recorder: Recorder): Pick<CrashRun, 'writtenBytes' | 'durableBytes'> => ({
  writtenBytes: recorder.writtenBytes(),
  durableBytes: recorder.durableBytes(),
})

/** Keeps snapshots as a recorder does: written, and then named, and never synced. */
const keeping =
  (disk: Disk, folder: string): SessionEars['snapshot'] =>
  ({ seq, digest, state }) => {
    const path = `${folder}/${String(seq).padStart(16, '0')}-${digest}.json`
    try {
      const fd = disk.create(`${path}.tmp`)
      disk.write(fd, Buffer.from(JSON.stringify(state)))
      disk.close(fd)
      disk.rename(`${path}.tmp`, path)
    } catch {
      return
    }
  }

/** What docs/reliability.md says of the policies, told once more. */
const isPromised = ({ fsync }: SessionOpened, entries: ReadonlyArray<Entry>): boolean => {
  const says = (...types: ReadonlyArray<string>) =>
    entries.some(({ message: { type } }) => types.includes(type))
  const isBarrier = says('TradingFrozen', 'SnapshotTaken')
  const isLeaving = says('OrderPlaced', 'AmendPlaced', 'CancelOrder', 'TradingStopPlaced')
  return fsync !== 'none' && (isBarrier || (fsync === 'barrier' && isLeaving))
}
