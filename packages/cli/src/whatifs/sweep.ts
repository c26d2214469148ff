import type { Worker } from 'node:worker_threads'

import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { ReplaySubject } from '../replays/replay-subject'
import { printable } from '../reports/printable'
import type { WorkerSaid, WorkerTask } from './cells-worker'
import type { CellsRun } from './run-cells'
import type { ListenerOf, Share, ShareFault } from './run-share'
import { runShare } from './run-share'
import { startWorker } from './start-worker'

/** A sweep over a recorded session: its cells, and over how many threads they are spread. */
export type Sweep = Share & {
  readonly jobs: number
  /** Where the strategy's module is, where it is not where the header says. */
  readonly strategy: string | undefined
  /** Hears how many lines have been read so far, by all of the threads together. */
  readonly onProgress: (lines: number) => void
  /** Heard only where this thread runs all. */
  readonly listenerOf?: ListenerOf | undefined
}

/**
 * Runs the cells of a sweep; what it comes to does not depend on `jobs`. With several each is a
 * thread that reads the journal itself and runs its own cells beside the recorded session: nothing
 * but what they came to goes from one to another.
 */
export const sweep = async (
  { jobs, strategy, onProgress, listenerOf, ...share }: Sweep,
  subject: ReplaySubject,
): Promise<Either<ShareFault, ReadonlyArray<CellsRun>>> => {
  if (jobs === 1) {
    const ran = runShare(share, subject, onProgress, listenerOf)
    return isLeft(ran) ? ran : right([ran.right])
  }
  const threads = sharesOf(share, jobs).map((each) => threadOf({ share: each, strategy }))
  try {
    return await allDone(threads, onProgress)
  } finally {
    for (const { worker } of threads) await worker.terminate()
  }
}

/** The cells in as many runs of neighbors, as nearly alike in number as can be. */
const sharesOf = (share: Share, jobs: number): ReadonlyArray<Share> =>
  Array.from({ length: jobs }, (_, i) => {
    const place = (nth: number): number => Math.floor((nth * share.cells.length) / jobs)
    return { ...share, cells: share.cells.slice(place(i), place(i + 1)) }
  })

/** A worker, the line that it has read up to, and what came of it. */
type Thread = {
  readonly worker: Worker
  line: number
  run: CellsRun | null
  fault: ShareFault | null
}

const threadOf = (task: WorkerTask): Thread => ({
  worker: startWorker('whatifs/cells-worker', task),
  line: 0,
  run: null,
  fault: null,
})

/**
 * Of several faults the first is told, that of one thread as of many; so what another thread has
 * still to read before it is waited for, and nothing else.
 */
const allDone = (
  threads: ReadonlyArray<Thread>,
  onProgress: (lines: number) => void,
): Promise<Either<ShareFault, ReadonlyArray<CellsRun>>> =>
  new Promise((resolve) => {
    const looked = (): void => {
      onProgress(threads.reduce((sum, { line }) => sum + line, 0))
      const fault = firstFault(threads)
      const isWaited = ({ run, fault: own, line }: Thread): boolean =>
        run === null && own === null && (fault === null || line <= fault.line)
      if (threads.some(isWaited)) return
      resolve(fault === null ? right(threads.flatMap(({ run }) => run ?? [])) : left(fault))
    }
    for (const thread of threads) listen(thread, looked)
  })

const listen = (thread: Thread, onNews: () => void): void => {
  const lost = (why: string): void => {
    if (thread.run !== null || thread.fault !== null) return
    thread.fault = { verdict: 'stopped', line: -1, nth: 0, says: `A thread of the sweep ${why}.` }
    onNews()
  }
  thread.worker.on('message', (said: WorkerSaid) => {
    if (said.type === 'line') thread.line = said.line
    else if (said.type === 'done') thread.run = said.run
    else thread.fault = said.fault
    onNews()
  })
  thread.worker.on('error', (error) => {
    lost(`failed: ${printable(error.message)}`)
  })
  thread.worker.on('exit', (code) => {
    lost(`ended before it was done, with exit code ${String(code)}`)
  })
}

const firstFault = (threads: ReadonlyArray<Thread>): ShareFault | null =>
  threads
    .flatMap(({ fault }) => fault ?? [])
    .reduce<ShareFault | null>(
      (first, each) =>
        first === null ||
        each.line < first.line ||
        (each.line === first.line && each.nth < first.nth)
          ? each
          : first,
      null,
    )
