import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import type { Ongoing } from '../steps/ongoing'
import type { Asked, Readers } from './asked'
import { askedOf } from './asked'
import type { Refusal } from './refusal'
import type { Terms } from './turns'
import type { Viewing } from './viewing'

/** An answer as JSON text, or why there is none. */
export type Answer = Either<Refusal, string>

/** Something that goes on by itself while it is told of; who leaves it ends it. */
export type Telling = { readonly done: Promise<void>; readonly leave: () => void }

/**
 * A kind of question: answered in turns by one JSON, or told line by line by whatever works on it
 * elsewhere, such as a thread. Left is what is wrong with how it was asked.
 */
export type Question =
  | {
      readonly by: 'turns'
      readonly needs: Terms['needs']
      readonly read: (
        search: URLSearchParams,
        viewing: Viewing,
      ) => Either<Refusal, () => Ongoing<Answer>>
    }
  | {
      readonly by: 'lines'
      readonly read: (
        search: URLSearchParams,
        viewing: Viewing,
      ) => Either<Refusal, (tell: (line: object) => void) => Telling>
    }

/** A question that is answered in turns; `needs` is what only one may have at a time. */
export const questionOf = <R extends Readers>(
  readers: R,
  work: (asked: Asked<R>, viewing: Viewing) => Either<Refusal, () => Ongoing<Answer>>,
  needs: string | null = null,
): Question => ({
  ...{ by: 'turns', needs },
  read: (search, viewing) => {
    const asked = askedOf(search, readers)
    return isLeft(asked) ? asked : work(asked.right, viewing)
  },
})
