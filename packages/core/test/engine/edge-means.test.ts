import type { Entry } from '../../src'
import { aSession, anInstrument, storyStartUs } from '../../src'
import { randomStrategy } from '../support/random-strategy'
import { recorded, replayed, resealed } from '../support/recorded'

describe('a journal whose half-life nobody could reckon with', () => {
  it('stops the engine at the first line', () => {
    const at = storyStartUs as Entry['at']
    const history = { opened: aSession(), inputs: [{ at, input: anInstrument() }] }
    const { entries } = recorded(history, randomStrategy)
    const forged = entries.map((entry) =>
      entry.message.type === 'SessionOpened'
        ? ({
            ...entry,
            message: { ...entry.message, edgeMean: 'ewma', edgeHalfLifeFills: 9_000_000_000_000 },
          } as Entry)
        : entry,
    )
    expect(replayed(resealed(forged), randomStrategy)).toMatchObject({
      type: 'Diverged',
      divergence: {
        kind: 'crashed',
        line: 1,
        says: 'a half-life of 9000000000000 fills is not 1 to 1000',
      },
    })
  })
})
