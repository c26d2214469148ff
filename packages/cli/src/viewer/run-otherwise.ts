import { printable } from '../reports/printable'
import { startWorker } from '../whatifs/start-worker'
import type { OtherwiseSaid, OtherwiseTask } from './otherwise-worker'
import type { RanOtherwise, Refused, Running } from './view-data'

/** A session that is run again, in a thread of its own. */
export type OtherwiseRun = {
  /** What it came to, or that it was left. */
  readonly done: Promise<RanOtherwise | Refused | 'left'>
  /** Ends it where it stands, with nothing left of it; where it is done, nothing happens. */
  readonly leave: () => Promise<void>
}

/**
 * Runs a session again with other settings beside what it was: what it is told is what `shadowtape
 * whatif` says of the same, and the lanes of the other session. Nothing is written anywhere.
 */
export const runOtherwise = (
  task: OtherwiseTask,
  onRunning: (running: Running) => void,
): OtherwiseRun => {
  const worker = startWorker('viewer/otherwise-worker', task)
  let settled: (how: RanOtherwise | Refused | 'left') => void = () => undefined
  const done = new Promise<RanOtherwise | Refused | 'left'>((resolve) => {
    settled = resolve
  })
  const end = async (how: RanOtherwise | Refused | 'left'): Promise<void> => {
    settled(how)
    await worker.terminate()
  }
  const lost = (why: string): void => {
    void end({ type: 'refused', says: `The thread that it was run in ${why}.` })
  }
  worker.on('message', (said: OtherwiseSaid) => {
    if (said.type === 'running') onRunning(said)
    else void end(said)
  })
  worker.on('error', (error) => {
    lost(`failed: ${printable(error.message)}`)
  })
  worker.on('exit', (code) => {
    lost(`ended before it was done, with exit code ${String(code)}`)
  })
  return { done, leave: () => end('left') }
}
