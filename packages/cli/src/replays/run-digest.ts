import { newSha256 } from '@shadowtape/adapters'
import type { Strategy } from '@shadowtape/core'

import { chained, noDigest } from '@shadowtape/core'

import type { Regenerated } from './regenerate-journal'
import { regenerateJournal } from './regenerate-journal'

/** A run of the engine by the digest of every byte, and where two such runs part. */
export type RunDigest = Regenerated & {
  readonly node: string
  readonly bytes: number
  /** SHA-256 of all bytes. */
  readonly sha256: string
  /** How many lines each stretch has; the last may have fewer. */
  readonly stretchLines: number
  /** A chain of digests, one a stretch. */
  readonly stretches: ReadonlyArray<string>
}

const stretchesMax = 4_096

/** Runs the engine over what came in and digests what it writes, in memory that stays flat. */
export const digestRun = (path: string, bytes: number, strategy: Strategy): RunDigest => {
  const all = newSha256()
  let hasher = chained(newSha256, noDigest)
  let stretches: Array<string> = []
  let stretchLines = 1_024
  let [lines, size] = [0, 0]
  const cut = (): void => {
    const digest = hasher.hex()
    stretches.push(digest)
    hasher = chained(newSha256, digest)
    if (stretches.length < stretchesMax) return
    // a chain says as much by every second link
    stretches = stretches.filter((_, i) => i % 2 === 1)
    stretchLines *= 2
  }
  const done = regenerateJournal(path, bytes, strategy, (written) => {
    all.update(written)
    size += written.length
    let from = 0
    for (let p = written.indexOf(10); p >= 0; p = written.indexOf(10, p + 1)) {
      lines += 1
      if (lines % stretchLines !== 0) continue
      hasher.update(written.subarray(from, p + 1))
      from = p + 1
      cut()
    }
    hasher.update(written.subarray(from))
  })
  if (lines % stretchLines !== 0) stretches.push(hasher.hex())
  const { version: node } = process
  return { ...done, node, bytes: size, sha256: all.hex(), stretchLines, stretches }
}
