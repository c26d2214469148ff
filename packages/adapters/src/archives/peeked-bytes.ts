import type { Bytes } from '../captures/raw-bytes'

/** Bytes whose beginning has been looked at. */
export type PeekedBytes = Bytes & {
  /** What was read so far; good until the bytes are read on. */
  readonly beginning: () => Buffer
  /** Reads more of the beginning; false where there is no more. */
  readonly peek: () => Promise<boolean>
  /** Leaves bytes out at the very beginning. */
  readonly skip: (count: number) => void
}

/** The same bytes, all of which are still to be read. */
export const peekedBytes = (bytes: Bytes): PeekedBytes => {
  let held: Array<Buffer> = []
  /** How the bytes end, where that is known already: it comes behind what is held. */
  let end: (() => ReturnType<Bytes['next']>) | null = null
  const beginning = (): Buffer => {
    if (held.length !== 1) held = [Buffer.concat(held)]
    return held[0] as Buffer
  }
  return {
    beginning,
    skip: (count) => {
      held = [beginning().subarray(count)]
    },
    peek: async () => {
      if (end !== null) return false
      try {
        const piece = await bytes.next()
        if (Buffer.isBuffer(piece)) {
          // a piece may be used again by whoever gave it
          held.push(Buffer.from(piece))
          return true
        }
        end = () => Promise.resolve(piece)
      } catch (error) {
        const failed = error as Error
        end = () => Promise.reject(failed)
      }
      return false
    },
    next: async () => {
      const [first, ...others] = held
      held = others
      if (first !== undefined && first.length > 0) return first
      return end === null ? bytes.next() : end()
    },
  }
}
