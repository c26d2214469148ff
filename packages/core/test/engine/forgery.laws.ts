import fc from 'fast-check'

import type { Entry, Message } from '../../src'
import { bytesChecker, isLinkMessage, jsonOfEntry, lineCodec } from '../../src'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { recorded, replayed, resealed } from '../support/recorded'
import { sha256 } from '../support/sha256'

describe('any session', () => {
  it('is found out when one derived field is changed and everything is sealed anew', () => {
    fc.assert(
      fc.property(anyHistory(40), fc.nat(10_000), fc.nat(100), (history, nth, pick) => {
        const { entries } = recorded(history, randomStrategy)
        const derived = entries.filter(
          ({ cause, message }) => cause !== null && changeable(message).length > 0,
        )
        const target = derived[nth % derived.length]
        fc.pre(target !== undefined)
        const fields = changeable(target.message)
        const [field, value] = fields[pick % fields.length] as readonly [string, unknown]
        const changed = entries.map((entry) =>
          entry === target
            ? ({ ...entry, message: { ...entry.message, [field]: value } } as Entry)
            : entry,
        )
        const bytes = resealed(changed)
        const checker = bytesChecker(sha256)
        expect(checker.block(bytes, 0, bytes.length)).toBeNull()
        expect(replayed(bytes, randomStrategy)).toMatchObject({
          type: 'Diverged',
          divergence: {
            kind: 'changed',
            seq: target.seq,
            line: target.seq,
            field,
            cause: target.cause,
            recorded: textOf(changed, target.seq, bytes),
          },
        })
      }),
      { seed: 95, numRuns: 60 },
    )
  })
})

/** Fields a forger could change without the line becoming unreadable, and what to. */
const changeable = (message: Message): ReadonlyArray<readonly [string, unknown]> => {
  if (isLinkMessage(message)) return []
  return Object.entries(message).flatMap(([name, value]): Array<readonly [string, unknown]> => {
    if (typeof value === 'number') return [[name, value + 1]]
    if (value === 'Buy') return [[name, 'Sell']]
    return name === 'orderId' ? [[name, `${String(value)}7`]] : []
  })
}

const textOf = (entries: ReadonlyArray<Entry>, seq: number, bytes: Uint8Array): string => {
  const line = Buffer.from(bytes).toString().split('\n')[seq - 1] ?? ''
  const codec = lineCodec()
  for (const entry of entries.slice(0, seq)) codec.encode(new Uint8Array(100_000), 0, entry)
  const json = JSON.stringify(jsonOfEntry(entries[seq - 1] as Entry, codec.scales))
  expect(line.startsWith(json.slice(0, -1))).toBe(true)
  return line
}
