import type { Either } from 'fp-ts/Either'

import type { SecretFault } from './secret-fault'

/** When a secret was first kept, and when its value was last replaced; `null` where unknown. */
export type SecretDates = {
  /** Milliseconds since the epoch. */
  readonly createdMs: number | null
  readonly rotatedMs: number | null
}

/** A secret with its value. */
export type StoredSecret = SecretDates & { readonly name: string; readonly value: string }

/** A secret without its value. */
export type SecretFacts = SecretDates & { readonly name: string }

/** The places where secrets may be kept. */
export type BackendName = 'memory' | 'env' | 'file' | 'aws'

/** What a back-end answers, sooner or later. */
export type Answer<T> = Promise<Either<SecretFault, T>>

/**
 * A place where secrets are kept by their whole names. It knows nothing of environments: it is only
 * ever asked through a `SecretProvider`, which is bound to one.
 */
export type SecretStore = {
  readonly backend: BackendName
  /** `null` where there is none of the name. */
  readonly read: (name: string) => Answer<StoredSecret | null>
  /** Keeps a secret that is not there yet. */
  readonly create: (name: string, value: string, nowMs: number) => Answer<void>
  /** Gives a secret that is there another value. */
  readonly replace: (name: string, value: string, nowMs: number) => Answer<void>
  /** Removes one; `hard` leaves out a time in which it could be restored, where there is one. */
  readonly drop: (name: string, way: 'soft' | 'hard') => Answer<void>
  /** Those of some names that are there. */
  readonly facts: (names: ReadonlyArray<string>) => Answer<ReadonlyArray<SecretFacts>>
}
