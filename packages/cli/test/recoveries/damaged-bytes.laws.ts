import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { RecoveryMode } from '../../src/recoveries/recover-outcome'
import { recoveryModes } from '../../src/recoveries/recover-outcome'
import { memoryDir } from '../support/memory-dir'
import { recoveryComplaint } from '../support/recovery-complaint'
import { smallJournal } from '../support/small-journal'

const dir = memoryDir()
const path = join(dir, 'damaged.jsonl')
const journal = smallJournal(dir)
const { bytes, lines, ends } = journal

/** Bytes close to where a line ends, which every mode is put to; the others take turns. */
const isNearEnd = new Set(ends.flatMap((end) => [end - 2, end - 1, end, end + 1, end + 2]))

const modesAt = (place: number): ReadonlyArray<RecoveryMode> =>
  isNearEnd.has(place) ? recoveryModes : [recoveryModes[(place >> 1) % 4] ?? 'tail']

/** What is wrong with recoveries of a journal that is damaged at every place that is asked for. */
const complaints = (
  damagedAt: (place: number) => Buffer,
  places: Iterable<number> = bytes.keys(),
): ReadonlyArray<string> => {
  const said: Array<string> = []
  for (const place of places) {
    const found = damagedAt(place)
    writeFileSync(path, found)
    const says = recoveryComplaint({ path, found, journal, out: dir }, modesAt(place))
    if (says !== null) said.push(`byte ${String(place)}: ${says}`)
  }
  return said
}

/** Every nth byte from one on, and all that are close to where a line ends. */
const someOf = (nth: number, from = 0): ReadonlyArray<number> =>
  Array.from(bytes.keys()).filter((place) => place % nth === from || isNearEnd.has(place))

describe('a recovery', () => {
  it('is put to a journal that has all that matters to it', () => {
    const all = bytes.toString('latin1')
    expect(lines.length).toBeGreaterThan(22)
    for (const [type, times] of [['Sealed@2', 2] as const, ['SnapshotTaken', 1] as const])
      expect(all.split(`"type":"${type}"`).length).toBeGreaterThan(times)
    expect(complaints(() => bytes, [0])).toStrictEqual([])
  })

  it('of a journal that ends after any byte gives the whole lines before it', () => {
    // the other bytes are flipped, below; core's own law does both to every byte
    expect(complaints((place) => bytes.subarray(0, place), someOf(2, 1))).toStrictEqual([])
  })

  it('of a journal with any byte flipped gives the lines before it, or refuses by name', () => {
    const flipped = (place: number): Buffer => {
      const found = Buffer.from(bytes)
      found[place] = (bytes[place] ?? 0) ^ (place % 3 === 0 ? 255 : 1 << (place % 8))
      return found
    }
    expect(complaints(flipped, someOf(2))).toStrictEqual([])
  })

  it('of a journal with its tail zeroed cuts the zeros', () => {
    const zeroed = (place: number): Buffer => Buffer.from(bytes).fill(0, place)
    expect(complaints(zeroed, someOf(17))).toStrictEqual([])
  })

  it('of a journal with a hole of zeros in it refuses to call that a torn tail', () => {
    const holed = (place: number): Buffer =>
      Buffer.from(bytes).fill(0, place, Math.min(place + 300, bytes.length))
    expect(complaints(holed, someOf(23))).toStrictEqual([])
  })

  it('of a journal with a byte put in or taken out gives the lines before it', () => {
    const put = (place: number): Buffer =>
      Buffer.concat([
        bytes.subarray(0, place),
        Buffer.from([[], [0], [10], [120]][place % 4] ?? []),
        bytes.subarray(place + (place % 4 === 0 ? 1 : 0)),
      ])
    expect(complaints(put, someOf(13))).toStrictEqual([])
  })
})
