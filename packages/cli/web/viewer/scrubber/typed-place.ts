import type { Target } from '../viewer'

/** A session's bounds, in engine time. */
export type Bounds = { readonly startAt: number; readonly lastAt: number }

const units: Readonly<Record<string, number>> = { us: 1, ms: 1_000, s: 1e6, m: 6e7, h: 3.6e9 }

/**
 * Where a person wants to go: a line by its number, `+12.5s` or `+0:02:05.1` from the start, UTC
 * with its day or without, or microseconds since 1970; `null` for none of these.
 */
export const typedPlace = (typed: string, { startAt, lastAt }: Bounds): Target | null => {
  const text = typed.trim()
  const [, line] = /^(?:line\s*|#)?(\d{1,13})$/i.exec(text) ?? []
  if (line !== undefined) return { seq: Number(line) }
  if (/^\d{14,16}$/.test(text)) return { at: Number(text) }
  const since = sinceOf(text)
  if (since !== null) return { at: startAt + since }
  const utc = utcOf(text, startAt, lastAt)
  return utc === null ? null : { at: utc }
}

const sinceOf = (text: string): number | null => {
  const plain =
    /^\+?(\d{1,12}(?:\.\d{1,9})?)\s*(us|ms|s|m|h)$/i.exec(text) ??
    /^\+(\d{1,12}(?:\.\d{1,9})?)$/.exec(text)
  if (plain !== null) {
    const [, size, unit = 's'] = plain
    return Math.round(Number(size) * (units[unit.toLowerCase()] ?? 1))
  }
  const clock = /^\+(?:(\d{1,5}):)?(\d{1,2}):(\d{1,2}(?:\.\d{1,6})?)$/.exec(text)
  if (clock === null) return null
  const [, hours = '0', minutes, seconds] = clock
  return Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1e6)
}

const dayUs = 86_400_000_000

const utcOf = (text: string, startAt: number, lastAt: number): number | null => {
  const [, day, time = '', fraction = ''] =
    /^(?:(\d{4}-\d\d-\d\d)[T ])?(\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?\s*(?:Z|UTC)?$/i.exec(text) ??
    []
  if (time === '') return null
  const first = new Date(Math.floor(startAt / 1_000)).toISOString().slice(0, 10)
  const ms = Date.parse(`${day ?? first}T${time}${time.length === 5 ? ':00' : ''}Z`)
  if (Number.isNaN(ms)) return null
  const us = ms * 1_000 + Number(fraction.padEnd(6, '0'))
  // a time of day alone is that of the session's first day that it is in
  return day === undefined && us < startAt && us + dayUs <= lastAt ? us + dayUs : us
}
