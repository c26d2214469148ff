import type { Either } from 'fp-ts/Either'

import type { FillStream } from '../exchange/exchange-client'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { Execution } from '../exchange/exchange-records'

type Told = Either<ExchangeFault, Execution>

/** A stream that something is put into on one side, and read from on the other. */
export type FillQueue = {
  readonly stream: FillStream
  /** Tells the reader; an execution that was told before is not told again. */
  readonly put: (told: Told) => void
  /** What was put is still read, and then the stream ends. */
  readonly end: () => void
}

/** How many executions are remembered so that none is told twice. */
const rememberedMax = 10_000

/** An empty stream. `onEnd` hears once that nobody reads any more, or that it was ended. */
export const newFillQueue = (onEnd: () => void): FillQueue => {
  const waiting: Array<Told> = []
  const seen = new Set<string>()
  let readers: Array<(result: IteratorResult<Told>) => void> = []
  let isEnded = false

  const finish = (): void => {
    if (isEnded) return
    isEnded = true
    for (const reader of readers) reader({ done: true, value: undefined })
    readers = []
    onEnd()
  }

  const isNew = (told: Told): boolean => {
    if (told._tag === 'Left') return true
    const id = `${told.right.category} ${told.right.executionId}`
    if (seen.has(id)) return false
    seen.add(id)
    for (const oldest of seen) {
      if (seen.size <= rememberedMax) break
      seen.delete(oldest)
    }
    return true
  }

  const iterator: AsyncIterator<Told> = {
    next: () => {
      const value = waiting.shift()
      if (value !== undefined) return Promise.resolve({ done: false, value })
      if (isEnded) return Promise.resolve({ done: true, value: undefined })
      return new Promise((resolve) => readers.push(resolve))
    },
    return: () => {
      waiting.length = 0
      finish()
      return Promise.resolve({ done: true, value: undefined })
    },
  }

  return {
    stream: { [Symbol.asyncIterator]: () => iterator },
    put: (told) => {
      if (isEnded || !isNew(told)) return
      const reader = readers.shift()
      if (reader === undefined) waiting.push(told)
      else reader({ done: false, value: told })
    },
    end: finish,
  }
}
