import type { Kill } from './support/kill-trial'
import { killTrial, newVictim } from './support/kill-trial'
import { tempDir } from './support/temp-dir'

const dir = tempDir()

describe('a process that records and is killed', () => {
  it('leaves every line that it acknowledged, and a prefix of what it would have written', async () => {
    const victim = newVictim(dir)
    const kills: Array<Kill> = []
    for (let seed = 1; seed <= 8; seed++) kills.push(await killTrial(seed, dir, victim))
    expect(kills.flatMap(({ says }) => (says === null ? [] : [says]))).toStrictEqual([])
    // in the midst of it, and at different lines
    const midst = kills.filter(({ acknowledged }) => acknowledged < victim.journal.lines.length)
    expect(new Set(midst.map(({ acknowledged }) => acknowledged)).size).toBeGreaterThan(2)
  })
})
