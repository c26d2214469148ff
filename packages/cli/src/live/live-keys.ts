import type { ApiEnv, ApiKeys, SecretEnvironment, StoredSecret } from '@shadowtape/adapters'
import {
  ageComplaint,
  defaultPrefix,
  mayBeUsedWith,
  secretEnvironments,
} from '@shadowtape/adapters'
import type { Command } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { providerOf } from '../secrets/secrets-options'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { choiceOption } from '../shell/option-values'
import { warningOn } from '../shell/warning-on'

/** Where the keys of a live session are. */
export type LiveKeysOptions = {
  readonly keys: 'env' | 'file' | 'aws'
  readonly keysEnv?: SecretEnvironment
  readonly keysFile?: string
  readonly keysPrefix?: string
  readonly keysRegion?: string
}

/** Gives a command the options about where its keys are. No option takes a key itself. */
export const withLiveKeys = (command: Command): Command =>
  command
    .addOption(
      choiceOption('--keys <backend>', 'live: where the keys are', ['env', 'file', 'aws'], 'env'),
    )
    .addOption(
      choiceOption('--keys-env <name>', 'live: whose (default: as the network)', [
        ...secretEnvironments,
      ]),
    )
    .option('--keys-file <path>', 'live: the file of --keys file')
    .option('--keys-prefix <words>', 'live: what their names begin with')
    .option('--keys-region <name>', "live: AWS's region of --keys aws")

/** Whose keys are meant where nobody says. */
const usual: Readonly<Record<ApiEnv, SecretEnvironment>> = {
  testnet: 'testnet',
  demo: 'soak',
  mainnet: 'prod',
}

/** The keys of a live session; of another environment than is traded in, none are taken. */
export const liveKeys = async (
  options: LiveKeysOptions,
  apiEnv: ApiEnv,
  env: CliEnv,
): Promise<Either<Failure, ApiKeys>> => {
  const environment = options.keysEnv ?? usual[apiEnv]
  if (!mayBeUsedWith(environment, apiEnv)) {
    const says = `keys of ${environment} are not for ${apiEnv}; see docs/SECRETS_OPERATIONS.md`
    return left(failure('Usage', `Error: ${says}`))
  }
  const made = await providerOf(
    {
      env: environment,
      backend: options.keys,
      prefix: options.keysPrefix ?? defaultPrefix,
      ...(options.keysFile === undefined ? {} : { file: options.keysFile }),
      ...(options.keysRegion === undefined ? {} : { region: options.keysRegion }),
    },
    env,
  )
  if (isLeft(made)) return made
  const { provider, nowMs } = made.right
  const apiKey = await provider.fetch('api_key')()
  if (isLeft(apiKey)) return left(failure('Failed', `Error: ${apiKey.left.says}`))
  const secret = await provider.fetch('api_secret')()
  if (isLeft(secret)) return left(failure('Failed', `Error: ${secret.left.says}`))
  warnOfAge([apiKey.right, secret.right], nowMs, env)
  return right({ apiKey: apiKey.right.value, secret: secret.right.value })
}

const warnOfAge = (secrets: ReadonlyArray<StoredSecret>, nowMs: number, env: CliEnv): void => {
  for (const secret of secrets)
    for (const { name, says } of ageComplaint(secret, nowMs)) warningOn(env)(`${name}: ${says}`)
}
