import type { Seen } from '../support/crash-scenario'
import type { Kind } from '../support/crash-trial'
import { crashTrial } from '../support/crash-trial'
import { memoryDir } from '../support/memory-dir'

const dir = memoryDir()

/** `npm run crashes` goes on for as long as one likes. */
const crashes = 400

describe('a recording whose machine crashes', () => {
  it('is recovered as it was promised, wherever it crashed and whatever was lost', async () => {
    const kinds = new Set<Kind>()
    const complaints: Array<string> = []
    for (let seed = 1; seed <= crashes && complaints.length === 0; seed++) {
      const { says, kind } = await crashTrial(seed, dir)
      kinds.add(kind)
      if (says !== null) complaints.push(says)
    }
    expect(complaints).toStrictEqual([])
    // each kind of thing that a machine may find was there to be judged
    const all: ReadonlyArray<Kind> = ['none', 'another', 'whole', 'headless', 'cut', 'torn']
    expect([...kinds].sort()).toStrictEqual([...all, 'corrupt'].sort())
  })
})

/** A disk that syncs only when it was asked twice. */
const everyOther: Seen = (disk) => {
  let syncs = 0
  return {
    ...disk,
    sync: (fd) => {
      syncs += 1
      if (syncs % 2 === 1) disk.sync(fd)
    },
  }
}

/** A disk that says it took all, and did not. */
const partly: Seen = (disk) => ({
  ...disk,
  write: (fd, bytes) => {
    disk.write(fd, bytes.length > 2_000 ? bytes.subarray(0, -100) : bytes)
    return bytes.length
  },
})

const planted: ReadonlyArray<readonly [what: string, seen: Seen]> = [
  ['forgets to sync', (disk) => ({ ...disk, sync: () => undefined })],
  ['forgets the name', (disk) => ({ ...disk, syncDirectory: () => undefined })],
  ['syncs every other time', everyOther],
  ['says that a part is all', partly],
]

describe('a recorder that', () => {
  it.each(planted)('%s is found out, with the command that repeats it', async (_, seen) => {
    const said: Array<string> = []
    for (let seed = 1; seed <= 40; seed++) {
      const { says } = await crashTrial(seed, dir, seen)
      if (says !== null) said.push(says)
    }
    expect(said.length).toBeGreaterThan(3)
    expect(said[0]).toMatch(/^seed \d+, \{.*\n?.*npm run crashes -- --only \d+$/s)
  })
})
