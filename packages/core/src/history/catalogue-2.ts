import { Sealed } from '../events/sealed'
import { SessionOpened } from '../events/session-opened'
import type { PastCatalogue } from './past-catalogue'
import { beforeFields } from './past-message'

/** The header as it was until seals said what the state is. */
export const sessionOpened2 = beforeFields(2, SessionOpened, { stateDigestLinesMax: 0 })

/** What 0.1.0 wrote until seals said what the state is. */
export const catalogue2: PastCatalogue = {
  digest: '57f6f92015cb76b07f814c02bc4393ece95ced39607a5d05369a09de49dbd97b',
  messages: [sessionOpened2, beforeFields(1, Sealed, { stateDigest: null })],
  unknown: [],
  stateThen: null,
}
