import type { Tape } from '../journal/tape'
import { readUtf8 } from '../journal/utf8'
import { classified, untilNextInput } from './classify-difference'
import { difference, partingOf } from './divergence'
import type { ReplayStop } from './replay-stop'

/** What was recorded and not yet compared, and the tape that it is compared with. */
export type Compared = {
  readonly isEqual: (a: Uint8Array, b: Uint8Array) => boolean
  readonly onEqual: (bytes: Uint8Array) => void
  tape: Tape
  recorded: Uint8Array
  /** What waits on both sides is not the same; more is only read to see what became of it. */
  isDifferent: boolean
}

/** Compares as much as both sides have said by now. */
export const compare = (run: Compared): void => {
  const { tape, recorded } = run
  if (run.isDifferent) return
  const size = Math.min(recorded.length, tape.size())
  const replayed = tape.waiting().subarray(0, size)
  run.isDifferent = !run.isEqual(recorded.subarray(0, size), replayed)
  if (run.isDifferent) return
  run.onEqual(replayed)
  tape.drop(size)
  run.recorded = recorded.subarray(size)
}

/** How many lines were compared and found equal. */
export const linesEqual = ({ tape }: Compared): number => tape.lines() - newlines(tape.waiting())

/** The first difference, once both sides have said all that they say to what came in, or now. */
export const differs = (run: Compared, when: 'now' | 'when whole'): ReplayStop | null => {
  const [was, is] = [run.recorded, run.tape.waiting()]
  const { start, passed } = partingOf(was, is)
  const recorded = untilNextInput(textFrom(was, start))
  if (when === 'when whole' && !recorded.isWhole) return null
  const replayed = untilNextInput(textFrom(is, start))
  const sides = { recorded: recorded.lines, replayed: replayed.lines }
  const line = linesEqual(run) + passed + 1
  const isCleft = sides.recorded.length > 0 || sides.replayed.length > 0
  // two lines that came in can only differ where the bytes were not sound
  const divergence = isCleft
    ? classified(sides, line)
    : difference(lineAt(was, start), lineAt(is, start), line)
  return { type: 'Diverged', divergence }
}

const lineAt = (bytes: Uint8Array, start: number): string | null =>
  textFrom(bytes, start).split('\n')[0] ?? null

const textFrom = (bytes: Uint8Array, start: number): string =>
  readUtf8(bytes, start, bytes.length) ?? '(not UTF-8)'

const newlines = (bytes: Uint8Array): number => {
  let count = 0
  for (let p = bytes.indexOf(10); p >= 0; p = bytes.indexOf(10, p + 1)) count += 1
  return count
}

/** Two runs of bytes, one behind the other. */
export const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
