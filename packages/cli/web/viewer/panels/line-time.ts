import type { TimeMode } from '../../text/time-text'
import { instantText, utcText } from '../../text/time-text'

/** A line's time where lines stand below each other: to the microsecond, its day left out. */
export const lineTime = (at: number, startAt: number, mode: TimeMode): string => {
  if (mode === 'session') return sinceStart(at - startAt)
  return `${utcText(at).slice(11, 19)}.${micros(at)}`
}

/** The same in full, the other way to write it behind. */
export const fullTime = (at: number, startAt: number): string =>
  `${instantText(at, startAt, 'utc')}, ${instantText(at, startAt, 'session')}`

const sinceStart = (us: number): string => {
  const seconds = Math.floor(Math.abs(us) / 1_000_000)
  const sign = us < 0 ? '-' : '+'
  const fraction = micros(Math.abs(us))
  if (seconds < 120) return `${sign}${String(seconds)}.${fraction}`
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)]
  return `${sign}${[String(hours), two(minutes), two(seconds % 60)].join(':')}.${fraction}`
}

const micros = (us: number): string => String(us % 1_000_000).padStart(6, '0')
const two = (n: number): string => String(n).padStart(2, '0')
