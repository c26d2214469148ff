import type { SecretKind } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'

const spellings: Readonly<Record<string, SecretKind | undefined>> = {
  api_key: 'api_key',
  'api-key': 'api_key',
  key: 'api_key',
  api_secret: 'api_secret',
  'api-secret': 'api_secret',
  secret: 'api_secret',
}

/**
 * Which secret the arguments of a command ask for, `null` where they name none. Anything more may
 * be a value, and is not repeated: who typed it is told what to do about that.
 */
export const askedKind = (words: ReadonlyArray<string>): Either<Failure, SecretKind | null> => {
  const [first, ...more] = words
  if (first === undefined) return right(null)
  const kind = Object.hasOwn(spellings, first) ? spellings[first] : undefined
  if (kind !== undefined && more.length === 0) return right(kind)
  const strange = kind === undefined ? words : more
  const [only = ''] = strange
  if (strange.length === 1 && /^--?[a-z]{1,12}$/.test(only))
    return left(failure('Usage', `Error: there is no option ${only} (--help shows all options)`))
  return left(failure('Usage', typedValue))
}

const typedValue = `Error: an argument is neither api_key nor api_secret. If it was a value:
it stands in the history of your shell now, and whoever lists processes could see it.
Take that key as known: revoke it at Bybit, make another, and clean the history.
Values are piped in, or typed at the prompt; see docs/SECRETS_OPERATIONS.md.`
