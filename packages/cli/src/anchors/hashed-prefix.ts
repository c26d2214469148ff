import { newSha256 } from '@shadowtape/adapters'

/** Hashes what it is fed: the first line by itself, and all bytes up to a number of them. */
export type HashedPrefix = {
  readonly feed: (b: Buffer, start: number, end: number) => void
  /** How many bytes were hashed, and how many lines end in them. */
  readonly bytes: () => number
  readonly lines: () => number
  /** SHA-256 of the first line and of those bytes; to be asked for once. */
  readonly digests: () => { readonly origin: string; readonly digest: string }
}

/** Starts to hash a journal's sound lines. */
export const hashedPrefix = (bytesMax = Number.MAX_SAFE_INTEGER): HashedPrefix => {
  const whole = newSha256()
  const first = newSha256()
  let bytes = 0
  let lines = 0
  return {
    feed: (b, start, end) => {
      if (bytes === 0 && end > start) first.update(b.subarray(start, b.indexOf(10, start) + 1))
      const stop = Math.min(end, start + bytesMax - bytes)
      if (stop <= start) return
      whole.update(b.subarray(start, stop))
      bytes += stop - start
      for (let at = b.indexOf(10, start); at >= 0 && at < stop; at = b.indexOf(10, at + 1))
        lines += 1
    },
    bytes: () => bytes,
    lines: () => lines,
    digests: () => ({ origin: first.hex(), digest: whole.hex() }),
  }
}
