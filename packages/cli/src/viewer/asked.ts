import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { countOption } from '../shell/option-values'
import type { Refusal } from './refusal'
import { misasked } from './refusal'
import { toldText } from './told-text'

/** What each parameter of a question is read by; such a reader throws `InvalidArgumentError`. */
export type Readers = Readonly<Record<string, (text: string) => unknown>>

/** The parameters that were given, read. */
export type Asked<R extends Readers> = { readonly [Name in keyof R]?: ReturnType<R[Name]> }

/** Reads a question's parameters: each is known, and stands there once. */
export const askedOf = <R extends Readers>(
  search: URLSearchParams,
  readers: R,
): Either<Refusal, Asked<R>> => {
  const read: Record<string, unknown> = {}
  for (const [name, text] of search) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (reader === undefined) return left(misasked(unknown(name, Object.keys(readers))))
    if (Object.hasOwn(read, name)) return left(misasked(`${name} stands there twice`))
    try {
      read[name] = reader(text)
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error
      return left(misasked(`${name}: ${error.message}`))
    }
  }
  return right(read as Asked<R>)
}

const unknown = (name: string, known: ReadonlyArray<string>): string =>
  `there is no parameter ${JSON.stringify(toldText(name, 40))}; ` +
  (known.length === 0 ? 'none is taken' : `there are ${known.join(', ')}`)

/** A line's number, or 0 for before the first. */
export const placeReader = countOption(0, Number.MAX_SAFE_INTEGER)

/** One of a few words. */
export const wordReader =
  <W extends string>(...words: ReadonlyArray<W>) =>
  (text: string): W => {
    const word = words.find((each) => each === text)
    if (word !== undefined) return word
    const all = [words.slice(0, -1).join(', '), ...words.slice(-1)].join(' or ')
    throw new InvalidArgumentError(`It must be ${all}.`)
  }
