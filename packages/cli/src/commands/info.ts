import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { journalFacts } from '../journals/journal-facts'
import { journalFailure } from '../journals/journal-failure'
import { fileOutcome } from '../journals/scan-outcome'
import { infoJson, infoReport } from '../reports/info-report'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import type { Outcome } from '../shell/outcome'
import { deliver } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type InfoOptions = { readonly json?: true }

/** `shadowtape info`: what a journal is a journal of. */
export const infoCommand = (run: Run): Command =>
  newCommand('info', "print a journal's header, counts, freezes, seals and digests", [
    'shadowtape info session.jsonl',
    'shadowtape info session.jsonl --json | jq .counts',
  ])
    .argument('<journal>', 'the journal to describe')
    .option('--json', 'print the result as JSON')
    .action((path: string, options: InfoOptions) => {
      run(info(path, options))
    })

/** Describes a journal as far as its bytes are sound. */
export const info =
  (path: string, options: InfoOptions): CliCommand =>
  (env) =>
  () =>
    Promise.resolve(deliver(env, options, described(path, env)))

const described = (path: string, env: CliEnv): Outcome => {
  const progress = progressOn(env, 'reading')
  const read = journalFacts(path, progress.tick)
  progress.finish()
  if (isLeft(read)) return fileOutcome(path, read.left)
  const facts = read.right
  const failed = journalFailure(path, facts.scan)
  const verdict = failed?.verdict ?? 'sound'
  const state =
    failed === null ? 'complete and sound' : `${failed.verdict}; what follows is of the sound lines`
  const isNothing = facts.scan.found.lines === 0
  return {
    text: isNothing ? '' : infoReport(path, facts, state),
    json: {
      ...infoJson(path, facts),
      ...{ verdict, line: failed?.line ?? null, field: failed?.field ?? null },
    },
    failure: failed?.failure ?? null,
  }
}
