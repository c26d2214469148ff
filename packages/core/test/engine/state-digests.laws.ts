import fc from 'fast-check'

import type { Entry, Message, Strategy } from '../../src'
import { foldOf, initialState, reducerOf, stateDigest, stateSaidBy } from '../../src'
import type { History } from '../support/any-history'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { recorded } from '../support/recorded'
import { sha256 } from '../support/sha256'

const strategy = randomStrategy as unknown as Strategy

const foldWith = (folding: Strategy, bytes: Uint8Array) => {
  const fold = foldOf(sha256, () => folding)
  return { fault: fold.block(bytes, 0, bytes.length), checkpoints: fold.checkpoints }
}

const typeAt = (entries: ReadonlyArray<Entry>, seq: number): Message['type'] | undefined =>
  entries[seq - 1]?.message.type

/** The seals that must say what the state is, found from the lines alone. */
const sealsDue = (entries: ReadonlyArray<Entry>, linesMax: number): ReadonlyArray<number> => {
  const due: Array<number> = []
  let said = 0
  let isFrozen = false
  for (const { seq, message } of entries) {
    isFrozen ||= message.type === 'TradingFrozen'
    if (message.type === 'SnapshotTaken') said = seq
    if (message.type !== 'Sealed') continue
    const isRolled = typeAt(entries, seq + 1) === 'SegmentOpened'
    const next = typeAt(entries, isRolled ? seq + 2 : seq + 1)
    const isSaidNext = next === 'SnapshotTaken' || next === 'SessionClosed'
    if (linesMax > 0 && !isSaidNext && (isFrozen || isRolled || seq - said >= linesMax)) {
      due.push(seq)
      said = seq
    }
    isFrozen = false
  }
  return due
}

/** A strategy that wants the same, and remembers one thing more from a line on. */
const forgetful = (seq: number): Strategy => ({
  ...strategy,
  evolve: (slice, message, view) => {
    strategy.evolve(slice, message, view)
    if ((view as unknown as { seq: number }).seq >= seq)
      (slice as Record<string, unknown>)['extra'] = true
  },
})

const anySealed: fc.Arbitrary<History> = anyHistory(60)

describe('the state in the seals of any session', () => {
  it('is said where the header asks for it, and where no line behind the seal says it', () => {
    let said = 0
    fc.assert(
      fc.property(anySealed, ({ opened, inputs }) => {
        const { entries } = recorded({ opened, inputs }, strategy)
        const found = entries.filter(
          ({ message }) => message.type === 'Sealed' && message.stateDigest !== null,
        )
        said += found.length
        const due = sealsDue(entries, opened.stateDigestLinesMax)
        expect(found.map(({ seq }) => seq)).toStrictEqual(due)
      }),
      { seed: 141, numRuns: 80 },
    )
    expect(said).toBeGreaterThan(100)
  })

  it('is what the lines before the seal reduce to', () => {
    fc.assert(
      fc.property(anySealed, (history) => {
        const { entries, bytes } = recorded(history, strategy)
        const state = initialState()
        const { apply } = reducerOf(strategy)
        let saying = 0
        for (const entry of entries) {
          const digest = stateSaidBy(entry.message)
          if (digest !== null) {
            saying += 1
            expect(stateDigest(sha256, state)).toBe(digest)
          }
          apply(state, entry)
        }
        const { fault, checkpoints } = foldWith(strategy, bytes)
        expect(fault).toBeNull()
        expect(checkpoints).toStrictEqual({
          equal: saying,
          lastEqual: entries.length,
          unequal: null,
        })
      }),
      { seed: 142, numRuns: 40 },
    )
  })

  it('finds a state that no line shows, at the first line that says the state after it', () => {
    let atSeals = 0
    fc.assert(
      fc.property(anySealed, fc.nat(1_000), (history, nth) => {
        const { entries, bytes } = recorded(history, strategy)
        const from = 1 + (nth % (entries.length - 1))
        const saying = entries.filter(({ message }) => stateSaidBy(message) !== null)
        const { fault, checkpoints } = foldWith(forgetful(from), bytes)
        const heard = saying.filter(({ seq }) => seq <= Number(fault?.line))
        expect(fault).toMatchObject({ fault: { kind: 'fold', field: 'stateDigest' } })
        expect(checkpoints.unequal?.seq).toBe(fault?.line)
        expect(checkpoints.lastEqual).toBe(heard.at(-2)?.seq ?? null)
        expect(fault?.line).toBeGreaterThan(from)
        if (checkpoints.unequal?.type === 'Sealed') atSeals += 1
      }),
      { seed: 143, numRuns: 60 },
    )
    expect(atSeals).toBeGreaterThan(10)
  })
})
