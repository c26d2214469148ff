import type { FileFailure } from '@shadowtape/adapters'
import { messageName } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { PassingLine } from '../journals/each-line'
import { eachLine } from '../journals/each-line'

/** The `seq` of the nth freeze or reduction, from 1; `null` where there are fewer. */
export const seqOfFreeze = (path: string, n: number): Either<FileFailure, number | null> =>
  nthSeq(path, n, ['TradingFrozen', 'TradingReduced'])

/** The `seq` of the nth fill, from 1; `null` where there are fewer. */
export const seqOfFill = (path: string, n: number): Either<FileFailure, number | null> =>
  nthSeq(path, n, ['OrderFilled'])

const nthSeq = (
  path: string,
  n: number,
  types: ReadonlyArray<string>,
): Either<FileFailure, number | null> => {
  let passed = 0
  return firstSeq(path, ({ envelope }) => {
    if (types.includes(messageName(envelope.type))) passed += 1
    return passed === n
  })
}

/** The `seq` of the line that placed an order; `null` where none did. */
export const seqOfOrder = (path: string, orderId: string): Either<FileFailure, number | null> => {
  const named = `"orderId":${JSON.stringify(orderId)}`
  return firstSeq(
    path,
    ({ envelope: { type }, includes, fields }) =>
      (type === 'OrderPlaced' || type === 'TradingStopTriggered') &&
      includes(named) &&
      fields()?.['orderId'] === orderId,
  )
}

const firstSeq = (
  path: string,
  isIt: (line: PassingLine) => boolean,
): Either<FileFailure, number | null> => {
  let found = null as number | null
  const read = eachLine({
    path,
    onLine: (line) => {
      if (!isIt(line)) return 'go on'
      found = line.envelope.seq
      return 'stop'
    },
  })
  return isLeft(read) ? read : right(found)
}
