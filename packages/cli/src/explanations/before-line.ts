import type { FileFailure } from '@shadowtape/adapters'
import { messageName } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { eachLine } from '../journals/each-line'
import type { Before } from './apart'

/** Looks through the lines before one, for the last seal and for what a symbol was listed with. */
export const beforeLine = (
  path: string,
  seq: number,
  symbol: unknown,
): Either<FileFailure, Before> => {
  let before: Before = { sealedAt: null, tickSize: null, lotSize: null }
  const read = eachLine({
    path,
    onLine: ({ envelope, fields }) => {
      if (envelope.seq >= seq) return 'stop'
      const type = messageName(envelope.type)
      if (type === 'Sealed') before = { ...before, sealedAt: envelope.seq }
      const listed = type === 'InstrumentListed' ? fields() : null
      if (listed?.['symbol'] !== symbol || listed === null) return 'go on'
      const { tickSize, lotSize } = listed
      before = { ...before, tickSize: String(tickSize), lotSize: String(lotSize) }
      return 'go on'
    },
  })
  return isLeft(read) ? read : right(before)
}
