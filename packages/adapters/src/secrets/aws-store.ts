import type { SecretListEntry, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { left, right } from 'fp-ts/Either'

import type { AwsEndpoint } from './aws-endpoint'
import { awsFault } from './aws-fault'
import { secretFault } from './secret-fault'
import type { Answer, SecretFacts, SecretStore } from './secret-store'

/** How long AWS is waited for, and how often it is asked before it is given up. */
export type AwsPatience = {
  readonly connectMs: number
  readonly answerMs: number
  readonly tries: number
}

/** Time enough for a slow line, and no more than a minute in all. */
export const usualPatience: AwsPatience = { connectMs: 5_000, answerMs: 10_000, tries: 3 }

/** A removed secret can be restored for so many days, unless it is removed for good. */
export const recoveryDays = 7

/** More pages than any account has of one prefix: a server that never ends is not followed. */
const pagesMax = 100

/**
 * Secrets in AWS Secrets Manager. Its SDK is loaded now, and finds credentials by its usual chain
 * (variables, profiles, roles).
 */
export const awsStore = async (
  { region, url }: AwsEndpoint,
  { connectMs, answerMs, tries }: AwsPatience = usualPatience,
): Promise<SecretStore> => {
  const sdk = await import('@aws-sdk/client-secrets-manager')
  const client = new sdk.SecretsManagerClient({
    region,
    endpoint: url,
    maxAttempts: tries,
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      // without it the time that is over is only warned of
      throwOnRequestTimeout: true,
    },
  })
  const asked = askedOf(client)
  const done = doneOf(client)
  return {
    backend: 'aws',
    read: async (name) => {
      const got = await asked(name, (aws) =>
        aws.send(new sdk.GetSecretValueCommand({ SecretId: name })),
      )
      if (got._tag === 'Left') return got.left.type === 'Missing' ? right(null) : got
      const { SecretString: value, Name: itsName, CreatedDate: valueOf } = got.right
      if (itsName !== name) return left(secretFault('Damaged', `${name}: AWS gave another secret`))
      if (value === undefined)
        return left(secretFault('Damaged', `${name}: AWS has bytes there, not a text`))
      const told = await asked(name, (aws) =>
        aws.send(new sdk.DescribeSecretCommand({ SecretId: name })),
      )
      if (told._tag === 'Left') return told
      return right({ name, value, ...datesOf(told.right.CreatedDate, valueOf) })
    },
    create: (name, value) =>
      done(name, (aws) =>
        aws.send(new sdk.CreateSecretCommand({ Name: name, SecretString: value })),
      ),
    replace: (name, value) =>
      done(name, (aws) =>
        aws.send(new sdk.PutSecretValueCommand({ SecretId: name, SecretString: value })),
      ),
    drop: (name, way) =>
      done(name, (aws) =>
        aws.send(
          new sdk.DeleteSecretCommand({
            SecretId: name,
            ...(way === 'hard'
              ? { ForceDeleteWithoutRecovery: true }
              : { RecoveryWindowInDays: recoveryDays }),
          }),
        ),
      ),
    facts: (names) =>
      listed(names, (prefix, token) =>
        asked(prefix, (aws) =>
          aws.send(
            new sdk.ListSecretsCommand({
              Filters: [{ Key: 'name', Values: [prefix] }],
              ...(token === undefined ? {} : { NextToken: token }),
            }),
          ),
        ),
      ),
  }
}

/** Asks AWS something; what goes wrong is told of the secret that it was about. */
const askedOf =
  (client: SecretsManagerClient) =>
  async <T>(name: string, ask: (aws: SecretsManagerClient) => Promise<T>): Answer<T> => {
    try {
      return right(await ask(client))
    } catch (error) {
      return left(awsFault(error, name))
    }
  }

const doneOf =
  (client: SecretsManagerClient) =>
  async (name: string, ask: (aws: SecretsManagerClient) => Promise<unknown>): Answer<void> => {
    const answer = await askedOf(client)(name, ask)
    return answer._tag === 'Left' ? answer : right(undefined)
  }

type Page = {
  readonly SecretList?: Array<SecretListEntry> | undefined
  readonly NextToken?: string | undefined
}

/** Those of some names that AWS lists, page by page. */
const listed = async (
  names: ReadonlyArray<string>,
  pageAt: (prefix: string, token: string | undefined) => Answer<Page>,
): Answer<ReadonlyArray<SecretFacts>> => {
  const prefix = (names[0] ?? '').replace(/[^/]*$/, '')
  const found: Array<SecretFacts> = []
  let token: string | undefined
  for (let page = 0; page < pagesMax; page++) {
    const answer = await pageAt(prefix, token)
    if (answer._tag === 'Left') return answer
    found.push(...(answer.right.SecretList ?? []).flatMap((entry) => factsOf(entry, names)))
    token = answer.right.NextToken
    if (token === undefined) return right(found)
  }
  return left(secretFault('Unreachable', `${prefix}: AWS lists more than anyone has`))
}

const factsOf = (entry: SecretListEntry, names: ReadonlyArray<string>) =>
  entry.Name !== undefined && names.includes(entry.Name) && entry.DeletedDate === undefined
    ? [{ name: entry.Name, ...datesOf(entry.CreatedDate, entry.LastChangedDate) }]
    : []

/** A value that is younger than its secret by more than a moment has been rotated. */
const datesOf = (created: Date | undefined, changed: Date | undefined) => {
  const [createdMs, changedMs] = [created?.getTime() ?? null, changed?.getTime() ?? null]
  const isLater = changedMs !== null && (createdMs === null || changedMs - createdMs > momentMs)
  return { createdMs, rotatedMs: isLater ? changedMs : null }
}

const momentMs = 1_000
