import { writeSync } from 'node:fs'

/**
 * Writes lines to a descriptor, each before it returns. A pipe that is full is waited for, in short
 * sleeps; where nobody reads for two seconds, or ever again, or the device fails, the rest of the
 * line is dropped, and the next one begins on a line of its own. After that nothing is waited for
 * until it goes on, so that a log never holds a session up for longer.
 */
export const newWholeWriter = (
  fd: number,
  write: (fd: number, bytes: Uint8Array) => number = writeSync,
  sleep: (ms: number) => void = sleepHere,
): ((line: string) => void) => {
  let isTorn = false
  let isStuck = false
  return (line) => {
    let rest: Uint8Array = Buffer.from(isTorn ? `\n${line}` : line)
    const { length } = rest
    for (let tries = 0; rest.length > 0 && tries < (isStuck ? 1 : triesMax);) {
      try {
        rest = rest.subarray(write(fd, rest))
        tries = 0
        isStuck = false
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') break
        tries += 1
        if (!isStuck && tries < triesMax) sleep(sleepMs)
      }
    }
    if (rest.length > 0) isStuck = true
    // of a line that was not begun, nothing is torn
    if (rest.length < length) isTorn = rest.length > 0
  }
}

const triesMax = 400
const sleepMs = 5

const sleepHere = (ms: number): void => {
  Atomics.wait(never, 0, 0, ms)
}
const never = new Int32Array(new SharedArrayBuffer(4))
