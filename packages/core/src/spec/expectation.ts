import type { Message } from '../events/entry'
import { jsonOfEntry } from '../journal/json-line'
import type { ScaleTable } from '../journal/scales'
import { scalesOf } from '../journal/scales'
import type { State } from '../state/state'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'

/** What was said is not what the specification expects; the message shows both, a line each. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed'
}

/** Throws `ExpectationFailed` unless the same messages were said in the same order. */
export const expectSaid = (
  state: State,
  said: ReadonlyArray<Message>,
  expected: ReadonlyArray<Message>,
): void => {
  const differs = firstDifferent(said, expected)
  if (differs < 0) return
  const table = tableOf(state)
  throw new ExpectationFailed(
    [
      `message ${String(differs + 1)} is not the one expected`,
      'expected:',
      ...shown(expected, table, differs),
      'said:',
      ...shown(said, table, differs),
    ].join('\n'),
  )
}

const firstDifferent = (a: ReadonlyArray<Message>, b: ReadonlyArray<Message>): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (!isSame(a[i], b[i])) return i
  return -1
}

/** Whether two plain values are equal in every field; 0 and -0 are not. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return Object.is(a, b)
  const [keysOfA, keysOfB] = [Object.keys(a), Object.keys(b)]
  if (Array.isArray(a) !== Array.isArray(b) || keysOfA.length !== keysOfB.length) return false
  const [first, second] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return keysOfA.every((key) => Object.hasOwn(second, key) && isSame(first[key], second[key]))
}

const shown = (
  messages: ReadonlyArray<Message>,
  table: ScaleTable,
  marked: number,
): ReadonlyArray<string> =>
  messages.length === 0
    ? ['  (nothing)']
    : messages.map((message, i) => `${i === marked ? '> ' : '  '}${lineOf(message, table)}`)

const lineOf = (message: Message, table: ScaleTable): string => {
  const entry = { seq: 1 as Seq, at: 0 as TimestampUs, cause: null, message }
  const { seq: _, at: __, cause: ___, ...fields } = jsonOfEntry(entry, table)
  return JSON.stringify(fields)
}

const tableOf = (state: State): ScaleTable =>
  new Map(
    Object.values(state.instruments).map((instrument) => [instrument.symbol, scalesOf(instrument)]),
  )
