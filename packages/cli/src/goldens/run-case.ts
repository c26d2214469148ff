import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

import { fileFailureText, freezeVariable, writeGeneratedCapture } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { CommanderError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { demoCommand } from '../commands/demo'
import { execDemoCommand } from '../commands/exec-demo'
import { runCommand } from '../commands/run'
import type { CliCommand } from '../shell/cli-env'
import { withFields } from '../shell/config-file'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import type { Case } from './case-file'
import { generatedMarketOf } from './generated-market-of'
import type { CaseRun } from './golden-of-run'
import { goldenOfRun, quietEnv } from './golden-of-run'
import { runSessionCase } from './run-session-case'

/**
 * Runs a case in its own folder, so that paths in it mean the same wherever it is run from. The
 * surroundings reach it in nothing else: no variable, no clock. `kept` takes its journal, if it has
 * one.
 */
export const runCase = async (
  subject: Case,
  kept: string | null = null,
): Promise<Either<Failure, CaseRun>> => {
  const temp = mkdtempSync(join(tmpdir(), 'shadowtape-golden-'))
  const before = process.cwd()
  const keptAt = kept === null ? null : resolve(kept)
  try {
    process.chdir(subject.folder)
    return subject.what.kind === 'session'
      ? await runSessionCase(subject, temp)
      : await runCommandCase(subject, temp)
  } finally {
    process.chdir(before)
    if (keptAt !== null) keepJournal(join(temp, journalName), keptAt)
    rmSync(temp, { recursive: true, force: true })
  }
}

const journalName = 'session.jsonl'

/** A case that goes on from a state has no journal of its own. */
const keepJournal = (journal: string, to: string): void => {
  if (!existsSync(journal)) return
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(journal, to)
}

/** A case is run by a clock that stands here, where its command asks for one. */
const defaultStart = '2026-01-05T09:00:00Z'

const commandOf = (kind: Case['what']['kind']): ((run: Run) => Command) =>
  kind === 'run' ? runCommand : kind === 'demo' ? demoCommand : execDemoCommand

/** What a case says itself, or what would be about another session or another file. */
const refused = [
  'journal',
  'force',
  'json',
  'pretty',
  'config',
  'resume',
  'snapshots',
  'obs',
  'help',
]

const runCommandCase = async (
  { what, start, plan }: Case,
  temp: string,
): Promise<Either<Failure, CaseRun>> => {
  const journal = join(temp, journalName)
  const chosen: Array<CliCommand> = []
  const command = commandOf(what.kind)((run) => {
    chosen.push(run)
  })
  command.exitOverride().configureOutput({ writeErr: () => undefined })
  const made = what.generator === null ? right(null) : await madeUp(what, temp)
  if (isLeft(made)) return made
  const isMadeUp = made.right !== null
  const fields = withFields(command, what.file, what.fields, [
    ...refused,
    ...(what.kind === 'demo' || isMadeUp ? ['capture'] : []),
  ])
  if (isLeft(fields)) return fields
  command.setOptionValueWithSource('journal', journal, 'cli')
  if (isMadeUp) command.setOptionValueWithSource('capture', [made.right], 'cli')
  if (what.kind === 'execDemo') command.setOptionValueWithSource('shadow', true, 'cli')
  try {
    await command.parseAsync([], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return left(failure('Usage', `Error: ${what.file}: ${error.message.replace(/^error: /, '')}`))
  }
  const frozen = start ?? (what.kind === 'execDemo' ? defaultStart : '')
  const notes: Array<string> = []
  const env = quietEnv({ [freezeVariable]: frozen }, (text) => notes.push(text))
  const [session] = chosen
  const ran = session === undefined ? undefined : await session(env)()
  const failed = ran !== undefined && isLeft(ran) ? ran.left : null
  // what is left out of a capture is left out every time
  if (failed !== null && failed.type !== 'Lossy')
    return left(failure(failed.type, withoutJournal(failed.says, journal)))
  if (failed !== null) notes.push(failed.says)
  return goldenOfRun(journal, plan, notes.length === 0 ? null : notes.join('\n  '))
}

/** What is said of the journal leads nowhere: it is gone with the case. */
const withoutJournal = (says: string, journal: string): string =>
  says
    .split('\n')
    .filter((line) => !line.includes(journal))
    .join('\n')

const madeUp = async (
  { generator, file }: Case['what'],
  temp: string,
): Promise<Either<Failure, string>> => {
  const market = generatedMarketOf(file, generator ?? [])
  if (isLeft(market)) return market
  const path = join(temp, 'generated-market.capture')
  const written = await writeGeneratedCapture(market.right, path, 'refuse')()
  return isLeft(written) ? left(failure('Failed', fileFailureText(written.left))) : right(path)
}
