import type { AccountTerms } from '@shadowtape/core'
import { accountsText, mainAccount, plainAccount } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { SessionSettings } from './session-header'

/** What a person may say about accounts, and the strategy that names one of them. */
export type AccountOptions = {
  readonly account: ReadonlyArray<AccountTerms>
  readonly param: Readonly<Record<string, string>>
}

/** What a header says about accounts, and the parameters with the account that the strategy has. */
export type AccountSettings = Pick<SessionSettings, 'accounts'> & {
  readonly strategyParams: Readonly<Record<string, string>>
}

/**
 * What a header says about the accounts. A strategy that names none of several trades for `main`
 * where there is one of that name, and else for the first.
 */
export const accountSettings = ({
  account,
  param,
}: AccountOptions): Either<Failure, AccountSettings> => {
  const accounts = account.length === 0 ? [plainAccount(mainAccount)] : account
  const names: ReadonlyArray<string> = accounts.map((terms) => terms.account)
  const named = param['account']
  if (named !== undefined && !names.includes(named))
    return left(
      failure(
        'Usage',
        `Error: --param account=${named}: there is no such account; there is ${names.join(', ')}`,
      ),
    )
  const isUsual = named !== undefined || names.includes(mainAccount)
  const strategyParams = isUsual ? param : { ...param, account: names[0] ?? mainAccount }
  return right({ accounts: accountsText(accounts), strategyParams })
}
