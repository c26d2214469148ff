import type * as t from 'io-ts'

import { message } from '../base/message'
import { amendTerms } from '../commands/amend-order'

/** Risk let an amendment through, and it is on its way to the venue. */
export const AmendPlaced = message('AmendPlaced', amendTerms)
export type AmendPlaced = t.TypeOf<typeof AmendPlaced>
