import type { FileFailure } from '@shadowtape/adapters'
import { readBlocks } from '@shadowtape/adapters'
import { knownDialects, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { fieldsOfText, textOfLine } from '../journals/line-text'

/** The `seq` of the nth freeze or reduction, from 1; `null` where there are fewer. */
export const seqOfFreeze = (path: string, n: number): Either<FileFailure, number | null> => {
  let passed = 0
  return firstLine(path, (type) => {
    if (type === 'TradingFrozen' || type === 'TradingReduced') passed += 1
    return passed === n
  })
}

/** The `seq` of the line that placed an order; `null` where none did. */
export const seqOfOrder = (path: string, orderId: string): Either<FileFailure, number | null> => {
  const wanted = `"orderId":${JSON.stringify(orderId)}`
  return firstLine(
    path,
    (type, text) =>
      (type === 'OrderPlaced' || type === 'TradingStopTriggered') &&
      text().includes(wanted) &&
      fieldsOfText(text())?.['orderId'] === orderId,
  )
}

const firstLine = (
  path: string,
  isIt: (type: string, text: () => string) => boolean,
): Either<FileFailure, number | null> => {
  const envelope = newEnvelope()
  const viewOf = newViewer()
  let found = null as number | null
  const read = readBlocks(path, (b, start, end) => {
    const v = viewOf(b)
    for (let p = start; p < end;) {
      const newline = b.indexOf(10, p)
      const from = p
      p = newline + 1
      if (!readEnvelope(b, v, from, newline, envelope, knownDialects.names)) continue
      if (!isIt(envelope.type, () => textOfLine(b, from, newline))) continue
      found = envelope.seq
      return 'stop'
    }
    return 'go on'
  })
  return isLeft(read) ? read : right(found)
}
