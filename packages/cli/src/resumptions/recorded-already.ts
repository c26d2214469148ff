import { isDeepStrictEqual } from 'node:util'

import type { Entry, Input, LineCodec, Seq, SessionOpened, TimestampUs } from '@shadowtape/core'
import { commands, lineCodec } from '@shadowtape/core'

import type { LineFields } from '../journals/line-text'
import { fieldsOfText, textOfLine } from '../journals/line-text'
import { clipped } from '../reports/printable'
import { grouped } from '../reports/quantity-text'
import type { CutShort } from './cut-short'
import { NotResumed } from './not-resumed'
import type { RecordedInput } from '../journals/recorded-inputs'
import { recordedInputs } from '../journals/recorded-inputs'

/** What market data say once more, which was recorded already and must not be taken twice. */
export type RecordedAlready = {
  /** Whether an input is the next recorded one; throws `NotResumed` where that is another. */
  readonly takes: (at: TimestampUs, input: Input) => boolean
  /** Nothing more is said: throws `NotResumed` where more was recorded. */
  readonly end: () => void
}

/** Holds captures and an edge feed against what a journal recorded of them. */
export const recordedAlready = ({ path, bytes }: CutShort): RecordedAlready => {
  const inputs = recordedInputs(path, bytes)
  const codec = lineCodec()
  const next = (): RecordedInput | null => {
    for (;;) {
      const { value } = inputs.next()
      if (value === undefined) return null
      if (!isOwn(value.message)) return value
    }
  }
  return {
    takes: (at, input) => {
      const recorded = next()
      if (recorded === null) return false
      if (recorded.message.type === 'InstrumentListed') codec.list([recorded.message])
      const difference = differenceOf(codec, recorded, at, input)
      if (difference === null) return true
      inputs.return()
      throw otherData(`${path}, line ${grouped(recorded.line)}: ${difference}`)
    },
    end: () => {
      const recorded = next()
      if (recorded === null) return
      inputs.return()
      const { line, message } = recorded
      const says = `${message.type} was recorded, but the captures end before it`
      throw otherData(`${path}, line ${grouped(line)}: ${says}`)
    },
  }
}

/** What no market data say: the header, an operator's commands, and that the session went on. */
const isOwn = ({ type }: SessionOpened | Input): boolean =>
  type === 'SessionOpened' || type === 'SessionResumed' || Object.hasOwn(commands, type)

const differenceOf = (
  codec: LineCodec,
  recorded: RecordedInput,
  at: TimestampUs,
  input: Input,
): string | null => {
  const { message } = recorded
  if (message.type !== input.type) return `${message.type} was recorded, not ${input.type}`
  if (recorded.at !== at) return `field at: ${recorded.at} was recorded, not ${at}`
  if (isDeepStrictEqual(message, input)) return null
  const [was, is] = [
    fieldsAsWritten(codec, recorded),
    fieldsAsWritten(codec, { ...recorded, message: input }),
  ]
  const field = Object.keys(is).find((name) => !isDeepStrictEqual(was[name], is[name])) ?? ''
  return `field ${field}: ${shown(was[field])} was recorded, not ${shown(is[field])}`
}

/** A message's fields as a line has them, with its prices and quantities as decimals. */
const fieldsAsWritten = (codec: LineCodec, { line, at, message }: RecordedInput): LineFields => {
  const entry: Entry = { seq: line as Seq, at, cause: null, message }
  const b = Buffer.alloc(codec.sizeMax(entry))
  const { crc: _, ...fields } = fieldsOfText(textOfLine(b, 0, codec.encode(b, 0, entry))) ?? {}
  return fields
}

const shown = (value: unknown): string => clipped(JSON.stringify(value), 60)

const otherData = (says: string): NotResumed =>
  new NotResumed(
    `Error: ${says}.\nThe session goes on only with what it was recorded from: the same captures,` +
      ' and the same edge.',
  )
