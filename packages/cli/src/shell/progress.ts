import { bytesText, grouped, perSecond, quantity } from '../reports/quantity-text'
import type { CliEnv } from './cli-env'

/** Shows how far a long work has come. `finish` wipes the line; it must be called. */
export type Progress = {
  readonly tick: (done: number, total: number) => void
  readonly finish: () => void
}

/** What progress is counted in. */
export type ProgressUnit = 'bytes' | 'iterations' | 'cases' | 'inputs'

const quietMs = 300
const betweenMs = 100

/**
 * Progress on the terminal behind stderr: percentage, rate and time left, at most ten times a
 * second and not before the work has taken a moment. Without a terminal it says nothing.
 */
export const progressOn = (
  env: Pick<CliEnv, 'remark' | 'isTerminal'>,
  label: string,
  unit: ProgressUnit = 'bytes',
  nowMs: () => number = () => performance.now(),
): Progress => {
  if (!env.isTerminal.stderr) return { tick: () => undefined, finish: () => undefined }
  const started = nowMs()
  let next = started + quietMs
  let isShown = false
  return {
    tick: (done, total) => {
      const now = nowMs()
      if (now < next) return
      next = now + betweenMs
      isShown = true
      env.remark(`\r${label} ${progressText(done, total, (now - started) / 1_000, unit)}\x1b[K`)
    },
    finish: () => {
      if (isShown) env.remark('\r\x1b[K')
      isShown = false
    },
  }
}

/** How far a work has come after so many seconds; a total of 0 is one that is not known. */
export const progressText = (
  done: number,
  total: number,
  seconds: number,
  unit: ProgressUnit,
): string => {
  const rate = perSecond(done, seconds)
  const doneText = unit === 'bytes' ? bytesText(done) : quantity(done, unit.slice(0, -1))
  const rateText = unit === 'bytes' ? bytesText(rate) : `${grouped(rate)} ${unit}`
  if (total <= 0 || done > total) return `${doneText} · ${rateText}/s`
  const left = Math.ceil((total - done) / Math.max(rate, 1))
  return `${String(Math.floor((done / total) * 100))} % · ${rateText}/s · ${timeText(left)} left`
}

const timeText = (seconds: number): string => {
  if (seconds < 60) return `${String(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${String(minutes)} min ${String(seconds % 60)} s`
  return `${grouped(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`
}
