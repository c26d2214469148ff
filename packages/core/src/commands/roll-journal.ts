import type * as t from 'io-ts'

import { message } from '../base/message'

/** Asks for the journal to go on in a new segment, as an operator does who wants the old one. */
export const RollJournal = message('RollJournal', {})
export type RollJournal = t.TypeOf<typeof RollJournal>
