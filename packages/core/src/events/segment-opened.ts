import type * as t from 'io-ts'

import { message } from '../base/message'
import { Count } from '../units/count'
import { Digest } from '../units/digest'

/**
 * The first line of every segment but the first, counted from 1. `origin` is the SHA-256 of the
 * journal's first line, and `predecessor` one more link of the seal chain: over all bytes since the
 * last seal, so that it holds every byte of the segments before.
 */
export const SegmentOpened = message('SegmentOpened', {
  segment: Count,
  origin: Digest,
  predecessor: Digest,
})
export type SegmentOpened = t.TypeOf<typeof SegmentOpened>
