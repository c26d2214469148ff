import * as t from 'io-ts'
import { isWellFormed } from './well-formed'

export interface ReasonBrand {
  readonly Reason: unique symbol
}

/** Why a person did something, in their words: not blank, at most 1,000 characters. */
export const Reason = t.brand(
  t.string,
  (s): s is t.Branded<string, ReasonBrand> => /\S/.test(s) && s.length <= 1_000 && isWellFormed(s),
  'Reason',
)
export type Reason = t.TypeOf<typeof Reason>
