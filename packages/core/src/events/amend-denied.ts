import type * as t from 'io-ts'

import { message } from '../base/message'
import { amendTerms } from '../commands/amend-order'
import { denialFields } from './denial'

/** Risk did not let an amendment through; the order stays as it is. */
export const AmendDenied = message('AmendDenied', { ...amendTerms, ...denialFields })
export type AmendDenied = t.TypeOf<typeof AmendDenied>
