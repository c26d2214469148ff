import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { SecretFault } from './secret-fault'
import { secretFault } from './secret-fault'
import type { SecretEnvironment, SecretKind } from './secret-name'
import type { SecretStore, StoredSecret } from './secret-store'

/** The variables that hold a key and its secret. */
export const keyVariables: Readonly<Record<SecretKind, string>> = {
  api_key: 'BYBIT_API_KEY',
  api_secret: 'BYBIT_API_SECRET',
}

/** The variable that says which environment the others are of, where it is set. */
export const environmentVariable = 'SHADOWTAPE_SECRETS_ENV'

/**
 * Secrets from variables of the process, which only whoever started it can change. Where
 * `SHADOWTAPE_SECRETS_ENV` names another environment they are not handed out.
 */
export const variablesStore = (
  variables: Readonly<Record<string, string | undefined>>,
  environment: SecretEnvironment,
): SecretStore => {
  const found = (name: string): Either<SecretFault, StoredSecret | null> => {
    const declared = variables[environmentVariable] ?? ''
    if (declared !== '' && declared !== environment)
      return left(
        secretFault('Denied', `the variables are of ${declared}, as ${environmentVariable} says`),
      )
    const kind = name.endsWith('/api_key') ? 'api_key' : 'api_secret'
    const value = (variables[keyVariables[kind]] ?? '').trim()
    return right(value === '' ? null : { name, value, createdMs: null, rotatedMs: null })
  }
  const readOnly = () =>
    Promise.resolve(
      left(
        secretFault('ReadOnly', 'variables can only be read; set them where the program starts'),
      ),
    )
  return {
    backend: 'env',
    read: (name) => Promise.resolve(found(name)),
    create: readOnly,
    replace: readOnly,
    drop: readOnly,
    facts: (names) => {
      const facts = []
      for (const name of names) {
        const one = found(name)
        if (one._tag === 'Left') return Promise.resolve(one)
        if (one.right !== null) facts.push({ name, createdMs: null, rotatedMs: null })
      }
      return Promise.resolve(right(facts))
    },
  }
}
