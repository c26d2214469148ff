import { Sealed } from '../events/sealed'
import { sessionOpened3 } from './catalogue-3'
import type { PastCatalogue } from './past-catalogue'
import { beforeFields } from './past-message'

/** The header as it was until seals said what the state is. */
export const sessionOpened2 = beforeFields(2, sessionOpened3.codec, { stateDigestLinesMax: 0 })

/** What 0.1.0 wrote until seals said what the state is, and settings could change. */
export const catalogue2: PastCatalogue = {
  digest: '57f6f92015cb76b07f814c02bc4393ece95ced39607a5d05369a09de49dbd97b',
  messages: [sessionOpened2, beforeFields(1, Sealed, { stateDigest: null })],
  unknown: ['SettingsChanged'],
  stateThen: null,
}
