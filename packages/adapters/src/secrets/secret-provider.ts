import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'

import type { Redactor } from '../redaction/redactor'
import type { Complaint } from './key-complaints'
import { keyComplaints, pairComplaints } from './key-complaints'
import { ageComplaint } from './rotation-age'
import type { SecretFault } from './secret-fault'
import { secretFault } from './secret-fault'
import type { SecretEnvironment, SecretKind } from './secret-name'
import { secretKinds, secretNames } from './secret-name'
import type { BackendName, SecretFacts, SecretStore, StoredSecret } from './secret-store'

/** What was found of an environment's secrets together. */
export type Validation = {
  readonly found: ReadonlyArray<SecretFacts>
  readonly complaints: ReadonlyArray<Complaint>
}

/**
 * Where the keys of one environment come from. It has no way to ask for another environment's
 * names. Every value that comes or goes through it is known to the redactor first.
 */
export type SecretProvider = {
  readonly environment: SecretEnvironment
  readonly backend: BackendName
  readonly name: (kind: SecretKind) => string
  /** `Missing` where there is none. */
  readonly fetch: (kind: SecretKind) => TaskEither<SecretFault, StoredSecret>
  /** Keeps a secret; `Exists` where there is one, as only `rotate` replaces it. */
  readonly save: (kind: SecretKind, value: string) => TaskEither<SecretFault, void>
  readonly list: () => TaskEither<SecretFault, ReadonlyArray<SecretFacts>>
  readonly remove: (kind: SecretKind, way: 'soft' | 'hard') => TaskEither<SecretFault, void>
  /** Replaces a secret; `Missing` where there is none, `Unusable` where the value is the same. */
  readonly rotate: (kind: SecretKind, value: string) => TaskEither<SecretFault, void>
  /** Looks at all that is there, without the network of the exchange. */
  readonly validate: () => TaskEither<SecretFault, Validation>
}

/** To what a provider is bound. `nowMs` is milliseconds since the epoch. */
export type ProviderTerms = {
  readonly environment: SecretEnvironment
  readonly prefix: string
  readonly redactor: Pick<Redactor, 'remember'>
  readonly nowMs: () => number
}

/** A provider over a store; `Left` says what is wrong with the prefix. */
export const secretProvider = (
  store: SecretStore,
  { environment, prefix, redactor, nowMs }: ProviderTerms,
): Either<string, SecretProvider> => {
  const names = secretNames(prefix, environment)
  if (isLeft(names)) return names
  const name = (kind: SecretKind): string => names.right[kind]
  const known = (value: string): SecretFault | null =>
    redactor.remember(value)
      ? null
      : secretFault(
          'Unusable',
          'there are too many secrets, or one is longer than 16384 characters',
        )
  const usable = (kind: SecretKind, value: string): SecretFault | null => {
    const fault = known(value)
    if (fault !== null) return fault
    const worst = keyComplaints(kind, value).find(({ weight }) => weight === 'error')
    return worst === undefined ? null : secretFault('Unusable', `${name(kind)}: ${worst.says}`)
  }
  const missing = (kind: SecretKind): SecretFault =>
    secretFault('Missing', `there is no ${name(kind)}`)
  const read = async (kind: SecretKind): Promise<Either<SecretFault, StoredSecret | null>> => {
    const found = await store.read(name(kind))
    if (isLeft(found) || found.right === null) return found
    const fault = known(found.right.value)
    return fault === null ? found : left(fault)
  }
  return right({
    environment,
    backend: store.backend,
    name,
    fetch: (kind) => async () => {
      const found = await read(kind)
      if (isLeft(found)) return found
      return found.right === null ? left(missing(kind)) : right(found.right)
    },
    save: (kind, value) => async () => {
      const fault = usable(kind, value)
      return fault === null ? store.create(name(kind), value, nowMs()) : left(fault)
    },
    list: () => () => store.facts(secretKinds.map(name)),
    remove: (kind, way) => () => store.drop(name(kind), way),
    rotate: (kind, value) => async () => {
      const fault = usable(kind, value)
      if (fault !== null) return left(fault)
      const before = await read(kind)
      if (isLeft(before)) return before
      if (before.right === null) return left(missing(kind))
      if (before.right.value === value)
        return left(secretFault('Unusable', `${name(kind)} has this value already`))
      return store.replace(name(kind), value, nowMs())
    },
    validate: () => async () => {
      const found: Array<readonly [SecretKind, StoredSecret]> = []
      for (const kind of secretKinds) {
        const one = await read(kind)
        if (isLeft(one)) return one
        if (one.right !== null) found.push([kind, one.right])
      }
      return right({
        found: found.map(([, { value: _, ...facts }]) => facts),
        complaints: complaintsOf(environment, found, name, nowMs()),
      })
    },
  })
}

const complaintsOf = (
  environment: SecretEnvironment,
  found: ReadonlyArray<readonly [SecretKind, StoredSecret]>,
  name: (kind: SecretKind) => string,
  nowMs: number,
): ReadonlyArray<Complaint> => {
  const values = new Map(found.map(([kind, { value }]) => [kind, value]))
  const needsNone = environment === 'dev' || environment === 'shadow'
  const absent = secretKinds.filter((kind) => !values.has(kind))
  const isFine = absent.length === secretKinds.length && needsNone
  return [
    ...(isFine ? [] : absent).map((kind): Complaint => ({
      ...{ weight: 'error', name: name(kind), says: 'it is not there' },
    })),
    ...found.flatMap(([kind, secret]) => [
      ...keyComplaints(kind, secret.value).map((one) => ({ ...one, name: secret.name })),
      ...ageComplaint(secret, nowMs),
    ]),
    ...pairComplaints(values, name),
  ]
}
