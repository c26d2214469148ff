import type { Entry, State } from '@shadowtape/core'
import { jsonOfEntry, scalesOf } from '@shadowtape/core'

import type { Denial } from '../pages/denial'
import { isDenial } from '../pages/denial'
import type { ThinRule } from '../pages/thinned'
import { newThinned } from '../pages/thinned'
import { messageText } from '../reports/message-text'
import type { DenialMark } from './view-data'

/** What said no to our side; where there is too much of it, the first of an interval and type. */
export type Denials = {
  /** Hears a line before it changes the state. */
  readonly hear: (state: State, entry: Entry) => void
  readonly marks: () => ReadonlyArray<DenialMark>
  readonly count: () => number
}

/** No no was heard yet. */
export const newDenials = (rule: ThinRule): Denials => {
  const thinned = newThinned<DenialMark>(rule)
  return {
    hear: (state, entry) => {
      const { at, message } = entry
      if (isDenial(message)) thinned.add(at, message.type, () => markOf(state, entry, message))
    },
    marks: thinned.kept,
    count: thinned.count,
  }
}

const markOf = ({ instruments }: State, entry: Entry, { type, symbol }: Denial): DenialMark => {
  const instrument = instruments[symbol]
  const scales = new Map(instrument === undefined ? [] : [[symbol, scalesOf(instrument)]])
  const says = messageText(jsonOfEntry(entry, scales))
  return { seq: entry.seq, at: entry.at, says, type, symbol }
}
