/** How far ahead the wall clock is followed: beyond what its own grain explains. */
const followedNs = 10_000_000n

/**
 * Tells when something was received: nanoseconds since the epoch, as 19 digits. It is the wall
 * clock at its first reading, carried on by the monotonic clock, so that it never runs backwards.
 * Where the wall clock is put forward, or the machine slept, it follows; where that is put back,
 * it goes on from where it was.
 */
export const newReceiveClock = (
  wallMs: () => number = () => Date.now(),
  monotonicNs: () => bigint = () => process.hrtime.bigint(),
): (() => string) => {
  let offset = BigInt(wallMs()) * 1_000_000n - monotonicNs()
  return () => {
    const now = monotonicNs()
    const ahead = BigInt(wallMs()) * 1_000_000n - (now + offset)
    if (ahead > followedNs) offset += ahead
    return (now + offset).toString().padStart(19, '0')
  }
}
