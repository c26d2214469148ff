import type { SecretFault, SecretKind, SecretProvider } from '@shadowtape/adapters'
import { mask, secretKinds } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { givenValue } from './given-value'
import { secretJson, secretLine, validationText } from './secrets-report'

/** What a command about secrets works with. */
export type SecretsWork = {
  readonly provider: SecretProvider
  readonly nowMs: number
  readonly kind: SecretKind | null
  readonly env: CliEnv
}

/** Does one thing with an environment's secrets, and says what came of it. */
export type SecretsDoing = (work: SecretsWork) => Promise<Outcome>

/** Keeps a value that is piped in or typed. */
export const saving: SecretsDoing = (work) => keeping(work, 'saved', 'save')

/** Replaces a value by one that is piped in or typed. */
export const rotating: SecretsDoing = (work) => keeping(work, 'rotated', 'rotate')

const keeping = async (
  { provider, kind, env }: SecretsWork,
  verdict: string,
  way: 'save' | 'rotate',
): Promise<Outcome> => {
  if (kind === null) return noKind
  if (provider.backend === 'env') return faultOutcome(readOnly)
  const value = await givenValue(kind, env)
  if (isLeft(value)) return { text: '', json: { verdict: 'usage' }, failure: value.left }
  const done = await provider[way](kind, value.right)()
  if (isLeft(done)) return faultOutcome(done.left)
  const [name, masked] = [provider.name(kind), mask(value.right)]
  return {
    text: `${name}  ${masked}  ${verdict}\n`,
    json: { verdict, backend: provider.backend, name, masked },
    failure: null,
  }
}

/** Shows what is there, masked. */
export const fetching: SecretsDoing = async ({ provider, nowMs, kind }) => {
  const secrets = []
  for (const one of kind === null ? secretKinds : [kind]) {
    const fetched = await provider.fetch(one)()
    if (isLeft(fetched)) return faultOutcome(fetched.left)
    secrets.push(fetched.right)
  }
  return {
    text: secrets.map((secret) => secretLine(secret, nowMs)).join(''),
    json: {
      ...{ verdict: 'fetched', backend: provider.backend },
      secrets: secrets.map((secret) => secretJson(secret, nowMs)),
    },
    failure: null,
  }
}

/** Shows which names are there, and since when. */
export const listing: SecretsDoing = async ({ provider, nowMs }) => {
  const listed = await provider.list()()
  if (isLeft(listed)) return faultOutcome(listed.left)
  const none = `there are no secrets of ${provider.environment}\n`
  return {
    text: listed.right.map((facts) => secretLine(facts, nowMs)).join('') || none,
    json: {
      ...{ verdict: 'listed', backend: provider.backend },
      secrets: listed.right.map((facts) => secretJson(facts, nowMs)),
    },
    failure: null,
  }
}

/** Removes a secret; Bybit takes the key all the same, until it is revoked there. */
export const deleting =
  (way: 'soft' | 'hard'): SecretsDoing =>
  async ({ provider, kind }) => {
    if (kind === null) return noKind
    const done = await provider.remove(kind, way)()
    if (isLeft(done)) return faultOutcome(done.left)
    const name = provider.name(kind)
    return {
      text: `${name}  deleted; revoke the key at Bybit too, if it is not\n`,
      json: { verdict: 'deleted', backend: provider.backend, name },
      failure: null,
    }
  }

/** Looks for what is wrong, without asking Bybit. */
export const validating: SecretsDoing = async ({ provider, nowMs }) => {
  const validated = await provider.validate()()
  if (isLeft(validated)) return faultOutcome(validated.left)
  const { found, complaints } = validated.right
  const isBad = complaints.some(({ weight }) => weight === 'error')
  const verdict = isBad ? 'invalid' : complaints.length > 0 ? 'warnings' : 'valid'
  return {
    text: validationText(provider.environment, validated.right, nowMs),
    json: {
      ...{ verdict, backend: provider.backend, environment: provider.environment, complaints },
      secrets: found.map((facts) => secretJson(facts, nowMs)),
    },
    failure: isBad ? failure('Failed', 'The secrets cannot be used as they are.') : null,
  }
}

const readOnly: SecretFault = {
  type: 'ReadOnly',
  says: 'variables can only be read; set them where the program starts',
}

const faultOutcome = ({ type, says }: SecretFault): Outcome => ({
  text: '',
  json: { verdict: type.toLowerCase() },
  failure: failure('Failed', `Error: ${says}.`),
})

const noKind: Outcome = {
  text: '',
  json: { verdict: 'usage' },
  failure: failure('Usage', 'Error: which secret? Name api_key or api_secret.'),
}
