import type { SecretFacts, StoredSecret, Validation } from '@shadowtape/adapters'
import { ageInDays, apiEnvsOf, mask } from '@shadowtape/adapters'
import type { SecretEnvironment } from '@shadowtape/adapters'

import { quantity } from '../reports/quantity-text'

/** A secret as programs are told of it; its value is masked. */
export const secretJson = (secret: SecretFacts | StoredSecret, nowMs: number) => ({
  name: secret.name,
  ...('value' in secret ? { masked: mask(secret.value) } : {}),
  created: isoOf(secret.createdMs),
  rotated: isoOf(secret.rotatedMs),
  age_days: ageInDays(secret, nowMs),
})

/** A secret in a line: its name, its masked value if it was fetched, and how old it is. */
export const secretLine = (secret: SecretFacts | StoredSecret, nowMs: number): string => {
  const age = ageInDays(secret, nowMs)
  const words = [
    secret.name,
    ...('value' in secret ? [mask(secret.value)] : []),
    age === null ? 'of unknown age' : `${quantity(Math.max(age, 0), 'day')} old`,
    ...(secret.createdMs === null ? [] : [`created ${dayOf(secret.createdMs)}`]),
    ...(secret.rotatedMs === null ? [] : [`rotated ${dayOf(secret.rotatedMs)}`]),
  ]
  return `${words.join('  ')}\n`
}

/** What validation found, in lines, and a last one that says what the keys are good for. */
export const validationText = (
  environment: SecretEnvironment,
  { found, complaints }: Validation,
  nowMs: number,
): string => {
  const apiEnvs = apiEnvsOf[environment]
  const use =
    apiEnvs.length === 0
      ? `${environment} talks to no account: it needs no keys`
      : `keys of ${environment} are for Bybit's ${apiEnvs.join(' and ')} alone`
  return [
    ...found.map((secret) => secretLine(secret, nowMs)),
    ...complaints.map(({ weight, name, says }) => `${weight}: ${name}: ${says}\n`),
    `${use}; whether Bybit takes them was not asked\n`,
  ].join('')
}

const isoOf = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString()

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
