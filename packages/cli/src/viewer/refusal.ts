import { printable } from '../reports/printable'
import type { Refused } from './view-data'

/** Why a question is not answered: the status, and a sentence for the person who looks. */
export type Refusal = { readonly status: 400 | 404 | 410 | 429 | 500; readonly says: string }

/** What was asked is not understood. */
export const misasked = (says: string): Refusal => ({ status: 400, says: printable(says) })

/** There is no such thing in the journal. */
export const notThere = (says: string): Refusal => ({ status: 404, says: printable(says) })

/** Too much is done already. */
export const busyNow = (says: string): Refusal => ({ status: 429, says: printable(says) })

/** The journal is not what it was. */
export const goneNow = (says: string): Refusal => ({ status: 410, says: printable(says) })

/** A refusal as the page is told it: a whole sentence, or several. */
export const refusedJson = ({ says }: Refusal): Refused => ({
  type: 'refused',
  says: /[.?!]$/.test(says) ? says : `${says}.`,
})
