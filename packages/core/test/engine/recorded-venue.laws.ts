import fc from 'fast-check'

import type { Strategy } from '../../src'
import { isVenueWord, reExecution } from '../../src'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { powersWith, recorded, resealed } from '../support/recorded'

const strategy = randomStrategy as unknown as Strategy

const replayedWith = (bytes: Uint8Array, deciding: Strategy, blockSize: number) => {
  const replay = reExecution({ ...powersWith(deciding), venue: 'as recorded' })
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start + blockSize - 1)
    const end = newline < 0 ? bytes.length : newline + 1
    const stop = replay.block(bytes, start, end)
    if (stop !== null) return { stop, replay }
    start = end
  }
  return { stop: replay.end(), replay }
}

describe('any session whose venue says what was recorded', () => {
  it('replays byte for byte, in blocks of any size, and takes every word of the venue', () => {
    let taken = 0
    fc.assert(
      fc.property(anyHistory(50), fc.integer({ min: 1, max: 9_000 }), (history, blockSize) => {
        const { bytes, entries } = recorded(history, strategy)
        const { stop, replay } = replayedWith(bytes, strategy, blockSize)
        expect(stop).toBeNull()
        expect(replay.linesEqual()).toBe(entries.length)
        const words = entries.filter(({ message }) => isVenueWord(message.type)).length
        expect(replay.taken()).toBe(words)
        taken += words
      }),
      { seed: 151, numRuns: 60 },
    )
    expect(taken).toBeGreaterThan(300)
  })

  it('believes a fee that this venue would not have charged, up to the state that shows it', () => {
    let found = 0
    fc.assert(
      fc.property(anyHistory(50), (history) => {
        const { entries } = recorded(history, strategy)
        const filled = entries.find(({ message }) => message.type === 'OrderFilled')
        fc.pre(filled !== undefined)
        const forged = entries.map((entry) =>
          entry === filled && entry.message.type === 'OrderFilled'
            ? { ...entry, message: { ...entry.message, fee: (entry.message.fee + 7) as never } }
            : entry,
        )
        const { stop } = replayedWith(resealed(forged), strategy, 1_000)
        expect(stop?.type).toBe('Diverged')
        if (stop?.type !== 'Diverged') return
        expect(stop.divergence.seq).toBeGreaterThan(filled.seq)
        found += 1
      }),
      { seed: 152, numRuns: 40 },
    )
    expect(found).toBeGreaterThan(10)
  })
})
