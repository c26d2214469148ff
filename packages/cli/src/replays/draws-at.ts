import { newSha256 } from '@shadowtape/adapters'
import type { Draw, Session, Strategy } from '@shadowtape/core'
import { dialectNamed, knownDialects, newTape, openSession, watchingDraws } from '@shadowtape/core'

import { recordedInputs } from '../journals/recorded-inputs'

/**
 * The draws that the engine makes between two inputs, by their lines: it runs once more over what
 * came in by the first `bytes` of a journal, up to line `line`.
 */
export const drawsAt = (
  path: string,
  bytes: number,
  strategy: Strategy,
  line: number,
  [from, to]: readonly [number, number],
): ReadonlyArray<Draw> => {
  const made: Array<Draw> = []
  let session = null as Session | null
  try {
    for (const { at, message } of recordedInputs(path, bytes)) {
      watchingDraws(
        (draw) => {
          const at = session?.state.seq ?? 1
          if (at >= from && at < to) made.push(draw)
        },
        () => {
          if (message.type === 'SessionOpened') {
            const tape = newTape(newSha256, dialectNamed(knownDialects, message.catalogue))
            session = openSession(message, at, strategy, newSha256, tape)
          } else session?.record(at, message)
        },
      )
      session?.tape.drop(session.tape.size())
      if ((session?.state.seq ?? 0) >= line) return made
    }
  } catch {
    // where the engine stops, it has drawn what it has drawn
    return made
  }
  return made
}
