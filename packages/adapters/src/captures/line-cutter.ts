/** A line longer than this is no message; it is left out without being held in memory. */
export const lineBytesMax = 16 * 1024 * 1024

/**
 * Cuts bytes into lines without copying them. After `next()` said true the line stands in
 * `bytes` from `start` to `end`, with a line end somewhere behind it, until the next call.
 */
export type LineCutter = {
  bytes: Buffer
  start: number
  end: number
  /** The line's number in its file, from 1. */
  line: number
  isTooLong: boolean
  /** Cuts the next line off; false asks for more to be fed. */
  readonly next: () => boolean
  /** Goes on with the bytes that follow; only after `next()` said false. */
  readonly feed: (piece: Buffer) => void
  /** Tells that nothing follows: what is left, if anything, is the last line. */
  readonly finish: () => void
}

const nothing = Buffer.alloc(0)
const lineEnd = Buffer.from('\n')

/** A cutter before the first byte of a file. */
export const newLineCutter = (): LineCutter => {
  let at = 0
  let isSkipping = false
  /** Keeps the line's beginning in bytes of its own: those it came in may be used again. */
  const starved = (): false => {
    const isTooLong = cutter.bytes.length - at > lineBytesMax
    cutter.bytes = isTooLong ? nothing : Buffer.from(cutter.bytes.subarray(at))
    isSkipping ||= isTooLong
    at = 0
    return false
  }
  const cutter: LineCutter = {
    bytes: nothing,
    start: 0,
    end: 0,
    line: 0,
    isTooLong: false,
    next: () => {
      const { bytes } = cutter
      const end = bytes.indexOf(10, at)
      if (end < 0) return starved()
      cutter.start = at
      cutter.end = end > at && bytes[end - 1] === 13 ? end - 1 : end
      cutter.line++
      cutter.isTooLong = isSkipping
      isSkipping = false
      at = end + 1
      return true
    },
    feed: (piece) => {
      cutter.bytes = cutter.bytes.length === 0 ? piece : Buffer.concat([cutter.bytes, piece])
      at = 0
    },
    finish: () => {
      if (cutter.bytes.length > 0 || isSkipping) cutter.feed(lineEnd)
    },
  }
  return cutter
}
