import { newSha256 } from '@shadowtape/adapters'
import type { Entry, Strategy } from '@shadowtape/core'
import { nothing, openSession } from '@shadowtape/core'

import { mixHeader, mixTime, referenceMix } from './reference-mix'

/** A strategy that wants nothing: what is measured is the house. */
export const idle: Strategy = {
  name: 'idle',
  initial: () => ({}),
  evolve: () => undefined,
  decide: () => nothing,
}

/** Records the reference mix, told `rounds` times over; the bytes are lent until the next ones. */
export const recordMix = (
  size: number,
  rounds: number,
  take: (bytes: Uint8Array) => void,
  hear: (entries: ReadonlyArray<Entry>) => void = () => undefined,
): void => {
  const inputs = referenceMix(size)
  const session = openSession(mixHeader(), mixTime(0), idle, newSha256)
  const { tape } = session
  const flush = (): void => {
    take(tape.waiting())
    tape.drop(tape.size())
  }
  hear(session.opening)
  let n = 0
  for (let round = 0; round < rounds; round++)
    for (const input of inputs) {
      hear(session.record(mixTime(n++), input))
      if (tape.size() >= 1 << 16) flush()
    }
  hear(session.close(mixTime(n), 'END_OF_INPUT'))
  flush()
}
