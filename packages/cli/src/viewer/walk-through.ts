import type { Ongoing } from '../steps/ongoing'
import type { Now } from './view-data'
import type { Viewing } from './viewing'

/** Work that is done aside while a journal is viewed, and how far it has come. */
export type Gathering = {
  readonly gathered: () => Now['gathered']
  /** Goes on to the last line there is by now; it is begun again where there are more. */
  readonly work: () => Ongoing<void>
}

/** So many lines at a time, within which what others have folded is not folded again. */
const strideLines = 4_096

/** Goes through a journal once, so that its checkpoints make every place near. */
export const walkThrough = ({ newCursor, end }: Viewing): Gathering => {
  const cursor = newCursor()
  let isStuck = false
  const isDone = (): boolean => isStuck || cursor.seq() >= end().last
  return {
    gathered: () => ({ seq: cursor.seq(), isDone: isDone() }),
    *work() {
      isStuck = false
      while (!isDone()) {
        const before = cursor.seq()
        yield* cursor.seek(Math.min(end().last, before + strideLines))
        isStuck = cursor.seq() <= before
      }
    },
  }
}
