import type { Complaint } from './key-complaints'
import type { SecretFacts } from './secret-store'

/** A key is to be replaced after so many days, and that is said so many days before. */
export const rotationDays = { most: 90, warned: 14 } as const

const dayMs = 86_400_000

/** How many whole days ago a secret was rotated, or else created; `null` where nobody knows. */
export const ageInDays = (
  { createdMs, rotatedMs }: Pick<SecretFacts, 'createdMs' | 'rotatedMs'>,
  nowMs: number,
): number | null => {
  const sinceMs = rotatedMs ?? createdMs
  return sinceMs === null ? null : Math.floor((nowMs - sinceMs) / dayMs)
}

/** What is to be said of a secret's age, or nothing. */
export const ageComplaint = (secret: SecretFacts, nowMs: number): ReadonlyArray<Complaint> => {
  const age = ageInDays(secret, nowMs)
  if (age === null) return []
  const { name } = secret
  if (age < 0) return [{ weight: 'warning', name, says: 'its date is in the future' }]
  const { most } = rotationDays
  const left = most - age
  if (left > rotationDays.warned) return []
  const says =
    left > 0
      ? `it is ${days(age)} old, and is due to be rotated in ${days(left)}`
      : `it is ${days(age)} old: rotate it, as no key should be older than ${days(most)}`
  return [{ weight: 'warning', name, says }]
}

const days = (count: number): string => `${String(count)} ${count === 1 ? 'day' : 'days'}`
