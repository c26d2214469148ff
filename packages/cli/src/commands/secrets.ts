import { recoveryDays } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { askedKind } from '../secrets/asked-kind'
import type { SecretsOptions } from '../secrets/secrets-options'
import { providerOf, withSecretsOptions } from '../secrets/secrets-options'
import type { SecretsDoing } from '../secrets/secrets-work'
import { deleting, fetching, listing, rotating, saving, validating } from '../secrets/secrets-work'
import type { CliCommand } from '../shell/cli-env'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { deliver } from '../shell/outcome'

/** `shadowtape secrets`: the keys of each environment, kept apart, never shown whole. */
export const secretsCommand = (run: Run): Command => {
  const secrets = newCommand('secrets', 'keep the keys of each environment; values never show', [
    'shadowtape secrets save api_key --env testnet',
    'shadowtape secrets fetch --env testnet',
    'shadowtape secrets validate --env testnet',
  ])
  const about = (
    name: string,
    description: string,
    doingOf: (options: SecretsOptions & { readonly force?: true }) => SecretsDoing,
  ): Command =>
    withSecretsOptions(
      newCommand(name, description, [`shadowtape secrets ${examples[name] ?? ''}`]),
    )
      .argument('[secret...]', 'api_key or api_secret')
      // an option that nobody knows may have a value in it, which must not be repeated
      .allowUnknownOption()
      .action((words: ReadonlyArray<string>, options: SecretsOptions) => {
        run(doing(words, options, doingOf(options)))
      })
  const remove = about('delete', 'remove a secret', ({ force }) =>
    deleting(force === true ? 'hard' : 'soft'),
  ).option('--force', `at AWS: without ${String(recoveryDays)} days to restore it in`)
  const commands = [
    about('save', 'keep a value that is piped in, or typed at a prompt', () => saving),
    about('fetch', 'show what is kept, masked', () => fetching),
    about('list', 'show which names are kept', () => listing),
    remove,
    about('rotate', 'replace a value by one that is piped in, or typed', () => rotating),
    about('validate', 'look for what is wrong, without asking Bybit', () => validating),
  ]
  for (const command of commands) secrets.addCommand(command)
  return secrets
}

const examples: Readonly<Record<string, string>> = {
  save: 'save api_secret --env testnet < secret.txt',
  fetch: 'fetch --env testnet',
  list: 'list --env testnet --json',
  delete: 'delete api_secret --env testnet',
  rotate: 'rotate api_secret --env testnet',
  validate: 'validate --env prod --backend aws --region eu-central-1',
}

const doing =
  (words: ReadonlyArray<string>, options: SecretsOptions, work: SecretsDoing): CliCommand =>
  (env) =>
  async () => {
    const kind = askedKind(words)
    if (isLeft(kind)) return kind
    const made = await providerOf(options, env)
    if (isLeft(made)) return made
    return deliver(env, options, await work({ ...made.right, kind: kind.right, env }))
  }
