import { keepSnapshot, newSha256 } from '@shadowtape/adapters'
import type { FsyncPolicy, State } from '@shadowtape/core'
import { openSession, stateDigest } from '@shadowtape/core'

import type { Recorder } from '../packages/cli/src/sessions/recorder'
import { idle } from './mix-journal'
import type { MixSettings } from './recorded-mix'
import { recordToFile, removed } from './recorded-mix'
import { mixHeader, mixTime, referenceMix } from './reference-mix'
import type { Fixture, Row, Work } from './work'
import { rounds } from './work'

/** The policies, and how their headers say them; an interval so short that it comes up. */
export const policies = [
  'none',
  'interval',
  'batch',
  'barrier',
] as const satisfies Array<FsyncPolicy>
export const intervalMs = 10

/** A snapshot after so many lines, or after half of a mix that has fewer. */
export const snapshotEvery = (size: number): number => Math.min(100_000, Math.floor(size / 2))

/** Rows that record the mix to a file, and of what a snapshot costs. */
export const recordingRows: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(
    policies.map((fsync): [string, Row] => [
      `record-${fsync}`,
      (fixture) => synced(fixture, fsync),
    ]),
  ),
  recordKept: ({ size, scratch }) => {
    const inputs = referenceMix(size)
    const plan = {
      path: scratch,
      snapshots: true,
      snapshotLinesMax: snapshotEvery(size) as MixSettings['snapshotLinesMax'] & number,
    } as const
    return {
      count: recordToFile(inputs, plan),
      prepare: () => removed(scratch),
      once: () => void recordToFile(inputs, plan),
    }
  },
  digest: ({ size }) => {
    const state = lastState(size)
    return { count: 100, once: () => times(100, () => void stateDigest(newSha256, state)) }
  },
  keep: ({ size, scratch }) => {
    const state = lastState(size)
    const digest = stateDigest(newSha256, state)
    return {
      count: 100,
      once: () =>
        times(100, () => void keepSnapshot(scratch, { seq: 1, digest }, JSON.stringify(state))),
    }
  },
}

/**
 * How long those inputs took that came back durable: with `barrier` what leaves the process, else
 * each that wrote a batch. With `none` nothing is durable, and what was written counts.
 */
const synced = ({ size, scratch }: Fixture, fsync: FsyncPolicy): Work => {
  const inputs = referenceMix(size)
  const plan = {
    path: scratch,
    fsync,
    fsyncIntervalUs: (fsync === 'interval'
      ? intervalMs * 1_000
      : 0) as MixSettings['fsyncIntervalUs'] & number,
  }
  const waits: Array<Array<number>> = []
  const watch = ({ record, writtenBytes, durableBytes }: Recorder): Recorder['record'] => {
    const bytes = fsync === 'none' ? writtenBytes : durableBytes
    const waited: Array<number> = []
    waits.push(waited)
    return (at, input) => {
      const before = bytes()
      const from = performance.now()
      const entries = record(at, input)
      if (bytes() > before) waited.push((performance.now() - from) * 1e6)
      return entries
    }
  }
  return {
    count: recordToFile(inputs, plan),
    prepare: () => removed(scratch),
    once: () => void recordToFile(inputs, plan, watch),
    more: () => {
      const sorted = waits
        .slice(-rounds)
        .flat()
        .sort((a, b) => a - b)
      const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? 0
      return { waits: sorted.length / rounds, p50: at(0.5), p99: at(0.99) }
    },
  }
}

const times = (many: number, work: () => void): void => {
  for (let i = 0; i < many; i++) work()
}

const lastState = (size: number): State => {
  const { tape, state, record } = openSession(mixHeader(), mixTime(0), idle, newSha256)
  for (const [n, input] of referenceMix(size).entries()) {
    record(mixTime(n), input)
    tape.drop(tape.size())
  }
  return state
}
