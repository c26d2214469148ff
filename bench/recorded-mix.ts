import { rmSync } from 'node:fs'

import { createJournal } from '@shadowtape/adapters'
import type { Input, SessionOpened } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { openRecorder } from '../packages/cli/src/sessions/recorder'
import type { Recorder } from '../packages/cli/src/sessions/recorder'
import { snapshotKeeper } from '../packages/cli/src/sessions/kept-snapshots'
import { idle } from './mix-journal'
import { mixHeader, mixTime } from './reference-mix'

/** What the header says of a recording of the mix, beside what it always says. */
export type MixSettings = Partial<
  Pick<SessionOpened, 'fsync' | 'fsyncIntervalUs' | 'snapshotLinesMax' | 'stateDigestLinesMax'>
>

/** Where to, and what else is done there: `snapshots` keeps them beside the journal. */
export type MixPlan = MixSettings & {
  readonly path: string
  readonly snapshots?: true
  /** How often the mix is told. */
  readonly times?: number
}

/**
 * Records inputs as a command does, to a real file; returns how many lines they made. `record` may
 * watch each input on its way.
 */
export const recordToFile = (
  inputs: ReadonlyArray<Input>,
  { path, snapshots, times = 1, ...settings }: MixPlan,
  watch: (recorder: Recorder) => Recorder['record'] = ({ record }) => record,
): number => {
  const journal = createJournal(path, 'replace')
  if (isLeft(journal)) throw new Error(`cannot create ${path}`)
  const onSnapshot = snapshotKeeper(path, snapshots === true, (says) => {
    throw new Error(says)
  })
  const opened = { ...mixHeader(), ...settings }
  const recorder = openRecorder(opened, mixTime(0), idle, journal.right, onSnapshot)
  const record = watch(recorder)
  let n = 0
  for (let round = 0; round < times; round++)
    for (const input of inputs) record(mixTime(n++), input)
  const done = recorder.close(mixTime(n), 'END_OF_INPUT')
  if (isLeft(done)) throw new Error(`cannot write ${path}`)
  return done.right.lines
}

/** Takes a journal away, so that unlinking it is not measured. */
export const removed = (path: string): void => {
  rmSync(path, { force: true })
  rmSync(`${path}.snapshots`, { force: true, recursive: true })
}
