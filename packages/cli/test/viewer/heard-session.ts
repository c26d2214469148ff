import { readFileSync } from 'node:fs'

import { newSha256, zlibCrc } from '@shadowtape/adapters'
import type { Entry, SessionOpened, State, Strategy } from '@shadowtape/core'
import { foldOf, initialState, knownDialects, reducerOf } from '@shadowtape/core'
import fc from 'fast-check'

import type { History } from '../../../core/test/support/any-history'
import { anyHistory } from '../../../core/test/support/any-history'
import { aChange } from '../../../core/test/support/change'
import { randomStrategy } from '../../../core/test/support/random-strategy'
import { recorded } from '../../../core/test/support/recorded'
import { subjectOf } from '../support/stepped'

/** Hears a session's lines, each with the state that the one before it left. */
export type Ear = (state: State, entry: Entry) => void

/** A session that can be heard from its first line to any other; returns the state there. */
export type Heard = {
  readonly lines: number
  readonly startAt: number
  readonly until: (seq: number, ear: Ear) => State
}

/** A session of a journal file. */
export const heardJournal = async (path: string): Promise<Heard> => {
  const { strategy } = await subjectOf(path)
  const bytes = readFileSync(path)
  const lines = bytes.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0)
  const header = JSON.parse(bytes.toString('utf8', 0, bytes.indexOf(10))) as { at: number }
  return {
    ...{ lines, startAt: header.at },
    until: (seq, ear) => {
      const fold = foldOf(newSha256, () => strategy, zlibCrc, knownDialects, null, ear)
      let end = 0
      for (let n = 0; n < seq; n++) end = bytes.indexOf(10, end) + 1
      const fault = fold.block(bytes, 0, end)
      if (fault !== null) throw new Error(`line ${String(fault.line)}: ${fault.fault.says}`)
      return fold.state
    },
  }
}

/** A session that was recorded in memory. */
const heardHistory = (history: History): Heard => {
  const { entries } = recorded(history, randomStrategy)
  const reducer = reducerOf(randomStrategy as unknown as Strategy)
  return {
    ...{ lines: entries.length, startAt: Number(entries[0]?.at) },
    until: (seq, ear) => {
      const state = initialState()
      for (const entry of entries.slice(0, seq)) {
        ear(state, entry)
        reducer.apply(state, entry)
      }
      return state
    },
  }
}

/** Other limits in the midst of a session. */
const anyLimits: fc.Arbitrary<Partial<SessionOpened>> = fc.record({
  edgeThresholdBps: fc.integer({ min: -5_000_000, max: 9_000_000 }),
  inventoryUsdMax: fc.constantFrom(300_000_000, 1e12),
  totalNotionalUsdMax: fc.constantFrom(500_000_000, 1e12),
  edgeFillsMax: fc.constantFrom(3, 30),
}) as fc.Arbitrary<Partial<SessionOpened>>

/** Any session: of all models, latencies, accounts and rules, its settings changed on the way. */
export const anyHeard = (inputsMax: number): fc.Arbitrary<Heard> =>
  anyHistory(inputsMax)
    .chain((history) =>
      fc.record({
        history: fc.constant(history),
        values: anyLimits,
        place: fc.nat(history.inputs.length - 1),
      }),
    )
    .map(({ history: { opened, inputs }, values, place }) => {
      const at = inputs[place]?.at
      if (at === undefined) throw new Error('a history has inputs')
      const input = aChange(opened, values)
      return heardHistory({ opened, inputs: inputs.toSpliced(place, 0, { at, input }) })
    })
