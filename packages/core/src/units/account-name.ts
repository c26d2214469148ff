import * as t from 'io-ts'

export interface AccountNameBrand {
  readonly AccountName: unique symbol
}

/** The name of one of a session's accounts: letters, digits, `_` and `-`, at most 32. */
export const AccountName = t.brand(
  t.string,
  (s): s is t.Branded<string, AccountNameBrand> => /^[A-Za-z0-9_-]{1,32}$/.test(s),
  'AccountName',
)
export type AccountName = t.TypeOf<typeof AccountName>

/** The account of a session that names none. */
export const mainAccount = 'main' as AccountName
