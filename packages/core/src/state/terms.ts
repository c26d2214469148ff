import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { Message } from '../events/entry'
import type { InstrumentListed } from '../events/instrument-listed'
import type { SessionOpened } from '../events/session-opened'
import type { SettingsChanged } from '../events/settings-changed'
import { fieldsOfText } from './changed-settings'
import type { Slice } from './reduce'
import { instrumentListed, sessionOpened, settingsChanged } from './session'
import type { State } from './state'

/** What the session, or a symbol, is traded by. */
export type Terms = SessionOpened | SettingsChanged | InstrumentListed

/** Whether a message says what the session, or a symbol, is traded by. */
export const isTerms = (message: Message): message is Terms =>
  message.type === 'SessionOpened' ||
  message.type === 'SettingsChanged' ||
  message.type === 'InstrumentListed'

/** What the session, or a symbol, is traded by from here on. */
export const termsHeard = (draft: Draft<State>, message: Terms): void => {
  if (message.type === 'SessionOpened') return sessionOpened(draft, message)
  if (message.type === 'SettingsChanged') return settingsChanged(draft, message)
  return instrumentListed(draft, message)
}

/** A strategy that takes no other parameters in the midst of a session is given none. */
export const retuned = (draft: Draft<State>, slice: Slice, { now }: SettingsChanged): void => {
  if (draft.config === null || !('strategyParams' in fieldsOfText(now, 'now'))) return
  invariant(slice.retune !== undefined, 'the strategy takes no other parameters in a session')
  slice.retune(draft.strategy, draft.config)
}
