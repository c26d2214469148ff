import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

import type { SecretEnvironment, SecretProvider, SecretStore } from '@shadowtape/adapters'
import {
  awsEndpoint,
  awsStore,
  defaultPrefix,
  fileStore,
  processRedactor,
  secretEnvironments,
  secretProvider,
  variablesStore,
} from '@shadowtape/adapters'
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { choiceOption } from '../shell/option-values'
import { sessionStart } from '../shell/session-start'

/** What every command about secrets is told. */
export type SecretsOptions = {
  readonly env: SecretEnvironment
  readonly backend: 'env' | 'file' | 'aws'
  readonly file?: string
  readonly prefix: string
  readonly region?: string
  readonly json?: true
}

/** Gives a command the options about where secrets are kept, and whose they are. */
export const withSecretsOptions = (command: Command): Command =>
  command
    .addOption(
      choiceOption('--env <name>', 'whose secrets', [...secretEnvironments]).makeOptionMandatory(),
    )
    .addOption(
      choiceOption('--backend <name>', 'where they are kept', ['env', 'file', 'aws'], 'file'),
    )
    .option('--file <path>', 'the file (default: shadowtape/secrets.json in ~/.config)')
    .addOption(new Option('--prefix <words>', 'what names begin with').default(defaultPrefix))
    .option('--region <name>', "AWS's region (default: AWS_REGION)")
    .option('--json', 'print the result as JSON')

/** The provider that the options ask for, and what time it is for it. */
export const providerOf = async (
  options: SecretsOptions,
  env: Pick<CliEnv, 'variables'>,
): Promise<Either<Failure, { readonly provider: SecretProvider; readonly nowMs: number }>> => {
  const start = sessionStart(env)
  if (isLeft(start)) return start
  const nowMs = Math.floor(start.right / 1_000)
  const store = await storeOf(options, env.variables)
  if (isLeft(store)) return store
  const provider = secretProvider(store.right, {
    ...{ environment: options.env, prefix: options.prefix },
    ...{ redactor: processRedactor, nowMs: () => nowMs },
  })
  return isLeft(provider)
    ? left(failure('Usage', `Error: --prefix: ${provider.left}.`))
    : right({ provider: provider.right, nowMs })
}

const storeOf = async (
  { backend, env, file, region }: SecretsOptions,
  variables: CliEnv['variables'],
): Promise<Either<Failure, SecretStore>> => {
  if (file !== undefined && backend !== 'file')
    return left(failure('Usage', `Error: --file is of --backend file, not of ${backend}.`))
  if (region !== undefined && backend !== 'aws')
    return left(failure('Usage', `Error: --region is of --backend aws, not of ${backend}.`))
  if (backend === 'env') return right(variablesStore(variables, env))
  if (backend === 'file') return right(fileStore(file ?? defaultFile(variables)))
  const endpoint = awsEndpoint(
    region ?? variables['AWS_REGION'] ?? variables['AWS_DEFAULT_REGION'],
    variables['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? variables['AWS_ENDPOINT_URL'],
  )
  return isLeft(endpoint)
    ? left(failure('Usage', `Error: --backend aws: ${endpoint.left}.`))
    : right(await awsStore(endpoint.right))
}

/** Where the file is by default: a relative `XDG_CONFIG_HOME` is none, as its rules say. */
const defaultFile = (variables: CliEnv['variables']): string => {
  const config = variables['XDG_CONFIG_HOME'] ?? ''
  const folder = isAbsolute(config) ? config : join(variables['HOME'] ?? homedir(), '.config')
  return join(folder, 'shadowtape', 'secrets.json')
}
