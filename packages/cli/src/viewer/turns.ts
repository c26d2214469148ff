import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Ongoing } from '../steps/ongoing'

/** Work that was taken on: what it comes to, and how it is left before it is done. */
export type Taken<T> = {
  /** What came of it, or that it was left; it fails with what the work throws. */
  readonly done: Promise<Either<'left', T>>
  /** Ends it where it stands, with nothing left open; where it is done, nothing happens. */
  readonly leave: () => void
}

/** Who waits for it, and what it needs for itself. */
export type Terms = {
  /** `aside` is done only while nobody waits for anything. */
  readonly by: 'someone' | 'aside'
  /** What only one may have at a time, such as a cursor: who comes first keeps it to the end. */
  readonly needs: string | null
}

/** Does much on one thread, a slice of each in turn, and lets the process hear between slices. */
export type Turns = {
  readonly take: <T>(terms: Terms, work: () => Ongoing<T>) => Taken<T>
  /** Leaves all that is under way. */
  readonly close: () => void
}

/** A piece of work: not begun, or somewhere in its midst. */
type Job = {
  readonly terms: Terms
  readonly begin: () => Ongoing<unknown>
  ongoing: Ongoing<unknown> | null
  readonly settled: (how: 'left' | { readonly value: unknown }) => void
  readonly failed: (error: unknown) => void
}

/** Turns of about so many milliseconds; a step that takes longer makes its turn longer. */
export const newTurns = (sliceMs = 8): Turns => {
  let jobs: ReadonlyArray<Job> = []
  let isDue = false
  const remove = (job: Job): void => {
    jobs = jobs.filter((each) => each !== job)
  }
  const schedule = (): void => {
    if (isDue || jobs.length === 0) return
    isDue = true
    setImmediate(() => {
      isDue = false
      const job = nextOf(jobs)
      if (job !== undefined) turn(job)
      schedule()
    })
  }
  const turn = (job: Job): void => {
    // it stands behind all others now
    jobs = [...jobs.filter((each) => each !== job), job]
    const until = performance.now() + sliceMs
    try {
      const ongoing = (job.ongoing ??= job.begin())
      do {
        const step = ongoing.next()
        if (step.done !== true) continue
        remove(job)
        return job.settled({ value: step.value })
      } while (performance.now() < until)
    } catch (error) {
      remove(job)
      job.failed(error)
    }
  }
  const leave = (job: Job): void => {
    if (!jobs.includes(job)) return
    remove(job)
    job.ongoing?.return(undefined)
    job.settled('left')
  }
  return {
    take: <T>(terms: Terms, work: () => Ongoing<T>) => {
      const { job, done } = newJob(terms, work)
      jobs = [...jobs, job]
      schedule()
      return {
        done,
        leave: () => {
          leave(job)
        },
      }
    },
    close: () => {
      jobs.forEach(leave)
    },
  }
}

const newJob = <T>(terms: Terms, work: () => Ongoing<T>) => {
  let job = null as unknown as Job
  const done = new Promise<Either<'left', T>>((resolve, reject) => {
    job = {
      ...{ terms, begin: work, ongoing: null, failed: reject },
      settled: (how) => {
        resolve(how === 'left' ? left(how) : right(how.value as T))
      },
    }
  })
  return { job, done }
}

/** Whose turn it is: the first that somebody waits for, and that need not wait for another. */
const nextOf = (jobs: ReadonlyArray<Job>): Job | undefined => {
  const kept = new Set(jobs.filter(({ ongoing }) => ongoing !== null).map(needOf))
  const mayGo = (job: Job): boolean =>
    job.ongoing !== null || job.terms.needs === null || !kept.has(needOf(job))
  return jobs.find((job) => job.terms.by === 'someone' && mayGo(job)) ?? jobs.find(mayGo)
}

const needOf = ({ terms: { needs } }: Job): string | null => needs
