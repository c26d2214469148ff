import type { Entry, LineCodec, State } from '@shadowtape/core'
import { dialectNamed, knownDialects, lineCodec } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { codecOf } from '../journals/codec-of'
import { JournalUnread } from '../journals/journal-unread'
import { seqAtTime } from '../journals/seq-at-time'
import type { Ongoing } from '../steps/ongoing'
import type { Viewing } from './viewing'

/** Which place is asked for, and how many of the lines behind it. */
export type PlaceAsked = {
  readonly place: { readonly seq: number } | { readonly at: number }
  readonly lines: number
}

/** More lines than this are not told at once. */
export const placeLinesMax = 2_048

/** The state after a line and the next lines, as the JSON text of a `Place`. */
export function* placeJson(viewing: Viewing, { place, lines }: PlaceAsked): Ongoing<string> {
  const { cursor, end, startAt } = viewing
  yield* cursor.seek('seq' in place ? Math.min(place.seq, end().last) : seqAt(viewing, place.at))
  const state = cursor.state()
  const seq = cursor.seq()
  // the state is lent until the cursor goes on
  const stateText = JSON.stringify(state)
  const at = seq === 0 ? startAt : state.at
  const next: Array<Entry> = []
  let codec: LineCodec | null = seq === 0 ? null : codecAfter(state)
  yield* cursor.walk(Math.min(seq + lines, end().last), (b, from, to) => {
    codec ??= codecOf(b, from, to)
    const entry = codec.decode(b, from, to, 'trust')
    if (isLeft(entry)) return 'stop'
    next.push(entry.right)
    return 'go on'
  })
  const rest = JSON.stringify({ seq, at, next })
  return `${rest.slice(0, -1)},"state":${stateText}}`
}

/** A codec that knows what was listed so far. */
const codecAfter = ({ config, instruments }: State): LineCodec => {
  const codec = lineCodec(dialectNamed(knownDialects, config?.catalogue ?? ''))
  codec.list(Object.values(instruments))
  return codec
}

const seqAt = ({ path, end }: Viewing, at: number): number => {
  const seq = seqAtTime(path, { us: at, from: 'epoch' })
  if (isLeft(seq)) throw new JournalUnread(path, seq.left)
  return Math.max(0, Math.min(seq.right, end().last))
}
