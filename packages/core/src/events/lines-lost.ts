import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Count } from '../units/count'
import { Seq } from '../units/seq'

/**
 * Said by a salvage alone, never by a session: here stood so many bytes that could not be read,
 * and the lines `fromSeq` to `toSeq` of the damaged journal are missing. `toSeq` is `null` where
 * none is known to be: at the end, or where bytes were put between two lines.
 */
export const LinesLost = message('LinesLost', {
  bytes: Count,
  fromSeq: Seq,
  toSeq: nullable(Seq),
})
export type LinesLost = t.TypeOf<typeof LinesLost>
