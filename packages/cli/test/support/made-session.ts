import type { Disk, FileFailure, JournalWriter } from '@shadowtape/adapters'
import { createJournal, newSha256 } from '@shadowtape/adapters'
import type { Count, FsyncPolicy, Input, SessionOpened, TimestampUs } from '@shadowtape/core'
import { canonicalJson, digestOfText, twoSided } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import { demoInstrument, demoQuote } from '../../src/sessions/exec-demo-session'
import type { Recorder, RecordingDone } from '../../src/sessions/recorder'
import { openRecorder } from '../../src/sessions/recorder'
import { defaultSettings, sessionHeader } from '../../src/sessions/session-header'

const start = 1_761_597_377_000_000
const symbol = 'BTCUSDT' as Parameters<typeof demoInstrument>[0]

/** The header of a made-up session that quotes both sides with every quote it sees. */
export const madeHeader = (fsync: FsyncPolicy, changes: object = {}): SessionOpened =>
  sessionHeader({
    ...defaultSettings,
    session: 'made',
    source: 'test',
    symbols: [symbol],
    strategy: twoSided.name,
    strategyParams: { baseQty: '0.01', spreadBps: '5' },
    edgeSource: 'external',
    settings: {},
    fsync,
    fsyncIntervalUs: 0,
    ...changes,
  })

/** The header of a session that is sealed after so few lines. */
export const sealedAfter = (opened: SessionOpened, sealLinesMax: number): SessionOpened => {
  const { configDigest: _, ...plain } = { ...opened, sealLinesMax: sealLinesMax as Count }
  return { ...plain, configDigest: digestOfText(newSha256, canonicalJson(plain)) }
}

/** The inputs of such a session: a listing, and a quote a second. */
export const madeInputs = (quotes: number): ReadonlyArray<Input> => [
  demoInstrument(symbol),
  ...Array.from({ length: quotes }, (_, i) => demoQuote(symbol, i)),
]

/** When the nth input comes in. */
export const madeAt = (n: number): TimestampUs => (start + n * 1_000_000) as TimestampUs

/** A recorder of such a session to a file on a disk of the test's own. */
export const madeRecorder = (path: string, opened: SessionOpened, disk?: Disk): Recorder =>
  openRecorder(opened, madeAt(0), twoSided, madeJournal(path, disk))

const madeJournal = (path: string, disk?: Disk): JournalWriter => {
  const writer = createJournal(path, 'refuse', disk)
  if (isLeft(writer)) throw new Error(writer.left.code)
  return writer.right
}

/** Records a whole such session, as far as its disk lets it. */
export const recordMade = (
  recorder: Recorder,
  inputs: ReadonlyArray<Input>,
): Either<FileFailure, RecordingDone> => {
  for (const [n, input] of inputs.entries()) recorder.record(madeAt(n), input)
  return recorder.close(madeAt(inputs.length), 'END_OF_INPUT')
}
