/** How instants are written: since the session's start, or as UTC. Never the viewer's zone. */
export type TimeMode = 'session' | 'utc'

const day = 86_400_000_000

/** Microseconds since a session's start: `+12.345 s`, and from two minutes on `+0:02:05.100`. */
export const sessionText = (us: number): string => {
  const ms = Math.round(Math.abs(us) / 1_000)
  const sign = us < 0 && ms > 0 ? '-' : '+'
  if (ms < 120_000) return `${sign}${(ms / 1_000).toFixed(3)} s`
  return `${sign}${clockText(ms, 3)}`
}

/** Engine time as UTC with its day: `2025-10-27 20:36:39.003`. */
export const utcText = (us: number): string => {
  const date = new Date(Math.floor(us / 1_000))
  if (Number.isNaN(date.getTime())) return String(us)
  return date.toISOString().slice(0, 23).replace('T', ' ')
}

/** An instant in a mode, in full. */
export const instantText = (at: number, startAt: number, mode: TimeMode): string =>
  mode === 'utc' ? `${utcText(at)} UTC` : sessionText(at - startAt)

/** Hours, minutes and seconds of milliseconds, with so many decimals. */
const clockText = (ms: number, decimals: number): string => {
  const seconds = Math.floor(ms / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)]
  const fraction = String(ms % 1_000).padStart(3, '0')
  return (
    `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}` +
    (decimals === 0 ? '' : `.${fraction.slice(0, decimals)}`)
  )
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** A mark on a time axis: microseconds since the session's start, and what stands there. */
export type Tick = { readonly at: number; readonly text: string }

const steps: ReadonlyArray<number> = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((s) => s * 1_000_000),
  ...[1, 2, 5, 10, 15, 30].map((min) => min * 60_000_000),
  ...[1, 2, 3, 6, 12].map((h) => h * 3_600_000_000),
  ...[1, 2, 7, 14, 28, 91, 364].map((days) => days * day),
]

/** What a time axis shows: microseconds since the session's start, and room for so many marks. */
export type AxisSpan = {
  readonly from: number
  readonly to: number
  readonly most: number
  readonly startAt: number
  readonly mode: TimeMode
}

/** Marks at round instants of the mode, evenly spaced, at most so many. */
export const timeTicks = ({ from, to, most, startAt, mode }: AxisSpan): ReadonlyArray<Tick> => {
  const step = steps.find((one) => (to - from) / one <= Math.max(1, most)) ?? 3_640 * day
  const origin = mode === 'utc' ? startAt : 0
  const first = Math.ceil((from + origin) / step) * step - origin
  const count = Math.floor((to - first) / step) + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const at = first + i * step
    return { at, text: mode === 'utc' ? utcTick(at + startAt, step) : sessionTick(at, step, to) }
  })
}

const sessionTick = (us: number, step: number, to: number): string => {
  const sign = us < 0 ? '-' : '+'
  const size = Math.abs(us)
  if (Math.abs(to) < 120_000_000)
    return us === 0 ? '0 s' : `${sign}${(size / 1_000_000).toFixed(decimalsOf(step))} s`
  const text = clockText(Math.round(size / 1_000), Math.min(3, decimalsOf(step)))
  return us === 0 ? '0' : `${sign}${text.replace(/^0:0?(?=\d)/, '')}`
}

const utcTick = (us: number, step: number): string => {
  if (us % day === 0) return utcText(us).slice(step < 14 * day ? 5 : 0, 10)
  if (step >= 60_000_000) return utcText(us).slice(11, 16)
  const digits = decimalsOf(step)
  const seconds = utcText(us).slice(11, 19)
  const fraction = String(us % 1_000_000).padStart(6, '0')
  return digits === 0 ? seconds : `${seconds}.${fraction.slice(0, digits)}`
}

/** Decimals of a second that tell marks apart that are a step from one another. */
const decimalsOf = (step: number): number => {
  if (step >= 1_000_000) return 0
  return Math.ceil(6 - Math.log10(step) - 1e-9)
}
