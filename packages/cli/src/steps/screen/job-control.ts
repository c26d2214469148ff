import type { Screen } from './term-screen'

/** The signals that end or stop a process, heard so that the terminal is given back first. */
export type JobControl = {
  /** Stops this process, as Ctrl-Z does, until its shell lets it go on. */
  readonly suspend: () => void
  /** Hears no more. */
  readonly stop: () => void
}

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Gives the terminal back before the process ends or stops, and takes it when it goes on. */
export const hearJobControl = (
  screen: Pick<Screen, 'enter' | 'leave'>,
  onResumed: () => void,
): JobControl => {
  const ends = (signal: NodeJS.Signals): void => {
    screen.leave()
    stop()
    // whoever started this hears of the signal, as if it had not been heard here
    process.kill(process.pid, signal)
  }
  const suspend = (): void => {
    screen.leave()
    process.kill(process.pid, 'SIGSTOP')
  }
  const resumed = (): void => {
    screen.leave()
    screen.enter()
    onResumed()
  }
  const exits = (): void => {
    screen.leave()
  }
  const stop = (): void => {
    for (const signal of ending) process.off(signal, ends)
    process.off('SIGTSTP', suspend)
    process.off('SIGCONT', resumed)
    process.off('exit', exits)
  }
  for (const signal of ending) process.on(signal, ends)
  process.on('SIGTSTP', suspend)
  process.on('SIGCONT', resumed)
  process.on('exit', exits)
  return { suspend, stop }
}
