import { tempFolder } from '../temp-folder'
import { firstDifference, soak } from './soak'

const folder = tempFolder()

describe('a soak of the recorder, npm run soak', () => {
  it('loses no trade over closed connections and a kill, and replays byte for byte', async () => {
    const { says, figures } = await soak({ minutes: 3, seed: 7, folder: folder() })
    expect(says).toBeNull()
    expect(figures).toContain('3 minutes of market')
    expect(figures).toContain('1 connections closed, the recorder killed 1 times')
  })

  it('tells a trade that is missing, doubled, misplaced or too many', () => {
    const sent = ['a', 'b', 'c']
    expect(firstDifference(sent, sent)).toBeNull()
    expect(firstDifference(['a', 'c'], sent)).toContain('trade 2 was sent')
    expect(firstDifference(['a', 'b'], sent)).toContain('trade 3 was sent')
    expect(firstDifference(['a', 'a', 'b', 'c'], sent)).toContain('trade 2 was sent')
    expect(firstDifference(['b', 'a', 'c'], sent)).toContain('trade 1 was sent')
    expect(firstDifference(['a', 'b', 'c', 'c'], sent)).toBe('1 more recorded')
  })
})
