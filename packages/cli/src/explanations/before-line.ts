import type { FileFailure } from '@shadowtape/adapters'
import type { SessionOpened } from '@shadowtape/core'
import { messageName } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { eachLine } from '../journals/each-line'
import type { PassingLine } from '../journals/each-line'
import type { LineFields } from '../journals/line-text'
import type { Before } from './apart'
import type { ImpliedDraw } from './implied-draws'
import { impliedDraws } from './implied-draws'

/** What is known of the lines before one that differs, and of those that were said with it. */
export type Around = Before & {
  /** The last line before it that says what the state is. */
  readonly stateAt: number | null
  /** What the lines between the input before it and the next one imply was drawn. */
  readonly implied: ReadonlyArray<ImpliedDraw>
  /** Those two inputs; the next is beyond all lines where there is none. */
  readonly inputs: readonly [before: number, next: number]
}

/** Looks through the lines before one, for the last seal and for what a symbol was listed with. */
export const beforeLine = (
  path: string,
  seq: number,
  symbol: unknown,
  opened: SessionOpened,
): Either<FileFailure, Around> => {
  let before: Omit<Around, 'implied' | 'inputs'> = nothingBefore
  let inputs: Around['inputs'] = [1, Infinity]
  let implied: Array<ImpliedDraw> = []
  const read = eachLine({
    path,
    onLine: (line) => {
      const { envelope } = line
      const isInput = envelope.cause === null
      if (envelope.seq > seq && isInput) {
        inputs = [inputs[0], envelope.seq]
        return 'stop'
      }
      if (isInput) {
        implied = []
        inputs = [envelope.seq, Infinity]
      }
      if (!isInput && drawing.test(envelope.type))
        implied.push(...impliedDraws(opened, line.fields() ?? {}))
      if (envelope.seq < seq) before = { ...before, ...saidBy(line, symbol) }
      return 'go on'
    },
  })
  return isLeft(read) ? read : right({ ...before, implied, inputs })
}

const nothingBefore = { sealedAt: null, stateAt: null, tickSize: null, lotSize: null }

const drawing = /^(OrderAccepted|OrderRejected|OrderFilled)/
const sayingState = /^(Sealed|SnapshotTaken|TradingFrozen|TradingReduced)$/

const saidBy = ({ envelope, fields }: PassingLine, symbol: unknown): Partial<Around> => {
  const type = messageName(envelope.type)
  const { seq } = envelope
  const seal = type === 'Sealed' ? { sealedAt: seq } : {}
  if (sayingState.test(type))
    return typeof fields()?.['stateDigest'] === 'string' ? { ...seal, stateAt: seq } : seal
  const listed: LineFields | null = type === 'InstrumentListed' ? fields() : null
  if (listed === null || listed['symbol'] !== symbol) return seal
  return { tickSize: String(listed['tickSize']), lotSize: String(listed['lotSize']) }
}
