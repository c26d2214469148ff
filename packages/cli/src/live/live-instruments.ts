import type { StreamCategory } from '@shadowtape/adapters'
import { instrumentsFaultText, instrumentsOfJson, queryInstruments } from '@shadowtape/adapters'
import type { Instrument } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { printable } from '../reports/printable'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { OpenedNetwork } from '../shell/network-options'

const withinMs = 10_000

/** What the venue itself says of the symbols that are to be traded; each has to be listed. */
export const liveInstruments = async (
  { access, urls }: OpenedNetwork,
  category: StreamCategory,
  symbols: ReadonlyArray<string>,
): Promise<Either<Failure, ReadonlyMap<string, Instrument>>> => {
  const query = { access, address: urls.rest, category, symbols, withinMs }
  const answer = await queryInstruments(query)()
  if (isLeft(answer)) return left(failed(`no instruments from ${urls.rest}: ${answer.left}`))
  const { missing, json } = answer.right
  if (missing.length > 0)
    return left(failed(`${urls.rest} lists no ${missing.join(', ')} in ${category}`))
  const read = instrumentsOfJson(json, urls.rest)
  return isLeft(read) ? left(failed(instrumentsFaultText(read.left))) : right(read.right)
}

const failed = (says: string): Failure => failure('Failed', `Error: ${printable(says)}`)
