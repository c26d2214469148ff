import { relative } from 'node:path'

import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { expectedPath, newSuffix } from '../goldens/case-file'
import { findCases } from '../goldens/find-cases'
import { accepted } from '../goldens/judge'
import { quantity } from '../reports/quantity-text'
import type { CliCommand } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { deliver, failedOutcome } from '../shell/outcome'

type AcceptOptions = { readonly json?: true }

/** `shadowtape golden accept`: what was made is what is expected from now on. */
export const goldenAcceptCommand = (run: Run): Command =>
  newCommand('accept', 'take what golden check made as what is expected from now on', [
    'shadowtape golden accept goldens/freeze',
    'shadowtape golden accept goldens',
  ])
    .argument('<paths...>', 'cases, or folders of cases')
    .option('--json', 'print the result as JSON')
    .action((paths: ReadonlyArray<string>, options: AcceptOptions) => {
      run(goldenAccept(paths, options))
    })

const goldenAccept =
  (paths: ReadonlyArray<string>, options: AcceptOptions): CliCommand =>
  (env) =>
  () => {
    const found = findCases(paths)
    if (isLeft(found))
      return Promise.resolve(deliver(env, options, failedOutcome('', 'failed', found.left)))
    const { pending } = found.right
    const nothingFor = paths.find((path) => !pending.some((each) => isIn(each, path)))
    const says =
      nothingFor === undefined
        ? null
        : `Error: ${nothingFor} has no ${expectedPath('')}${newSuffix}: shadowtape golden check`
    const failed = says ?? acceptedAll(pending)
    const taken = pending.map((path) => path.slice(0, -newSuffix.length))
    return Promise.resolve(
      deliver(env, options, {
        text: failed === null ? `${taken.join('\n')}\n${quantity(taken.length, 'golden')}\n` : '',
        json: { verdict: failed === null ? 'accepted' : 'failed', goldens: taken },
        failure: failed === null ? null : failure('Failed', failed),
      }),
    )
  }

const isIn = (path: string, folder: string): boolean => !relative(folder, path).startsWith('..')

const acceptedAll = (pending: ReadonlyArray<string>): string | null => {
  for (const path of pending) {
    const done = accepted(path)
    if (isLeft(done)) return `Error: ${done.left}`
  }
  return null
}
