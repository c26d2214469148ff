import * as t from 'io-ts'
import { isWellFormed } from './well-formed'

export interface TextBrand {
  readonly Text: unique symbol
}

/** Any text without lone surrogates. */
export const Text = t.brand(
  t.string,
  (s): s is t.Branded<string, TextBrand> => isWellFormed(s),
  'Text',
)
export type Text = t.TypeOf<typeof Text>
