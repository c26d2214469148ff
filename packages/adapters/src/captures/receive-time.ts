/** How many digits nanoseconds since the epoch have, from 2001 to 2286. */
export const receiveTimeDigits = 19

const microsecondDigits = 16

/**
 * The engine time in microseconds that the 19 digits of nanoseconds at `start` say, followed by
 * a space; cut, not rounded, and never through a float. -1 where there is no such time.
 */
export const receiveTimeUs = (bytes: Uint8Array, start: number): number => {
  let us = 0
  for (let i = 0; i < receiveTimeDigits; i++) {
    const digit = (bytes[start + i] as number) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    if (i < microsecondDigits) us = us * 10 + digit
  }
  if (bytes[start + receiveTimeDigits] !== 32 || us > Number.MAX_SAFE_INTEGER) return -1
  return us
}
