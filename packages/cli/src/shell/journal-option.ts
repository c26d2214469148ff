import type { JournalWriter } from '@shadowtape/adapters'
import { createJournal, fileFailureText } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { mapLeft, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'

import type { SessionSettings } from '../sessions/session-header'
import type { Failure } from './failure'
import { failure } from './failure'
import { countOption, millisecondsOption, parsedOption } from './option-values'

/** Where a journal goes, and what may be lost for it. */
export type JournalPlace = { readonly journal?: string; readonly force?: true }

/** The options of every command that records. */
export type JournalOptions = JournalPlace & {
  readonly fsync: FsyncSettings
  readonly snapshotLines: number
  readonly snapshots?: true
}

type FsyncSettings = Pick<SessionSettings, 'fsync' | 'fsyncIntervalUs'>

/** Gives a command the options about the journal it writes. */
export const withJournalOptions = (command: Command, journal = 'write the journal'): Command =>
  command
    .option('--journal <file>', journal)
    .option('--force', 'replace a journal that exists')
    .addOption(parsedOption('--fsync <policy>', fsyncHelp, fsyncOption, 'interval=1000'))
    .addOption(
      parsedOption('--snapshot-lines <n>', snapshotLinesHelp, countOption(0, 1e9), '100000'),
    )
    .option('--snapshots', 'keep each of those states beside the journal, for the command state')

const fsyncHelp = 'when lines are made durable: none, interval[=MS], batch or barrier'
const snapshotLinesHelp = "record the state's digest after so many lines, and at freezes; 0: never"

const fsyncOption = (text: string): FsyncSettings => {
  const [policy = '', ms, ...more] = text.split('=')
  const isInterval = policy === 'interval'
  if (more.length > 0 || (ms !== undefined && !isInterval))
    throw new InvalidArgumentError('It must be none, interval, interval=MS, batch or barrier.')
  if (isInterval)
    return { fsync: 'interval', fsyncIntervalUs: ms === undefined ? 1e6 : millisecondsOption(ms) }
  if (policy !== 'none' && policy !== 'batch' && policy !== 'barrier')
    throw new InvalidArgumentError('It must be none, interval, interval=MS, batch or barrier.')
  return { fsync: policy, fsyncIntervalUs: 0 }
}

/** The settings of a session that options about its journal ask for. */
export const journalSettings = ({ fsync, snapshotLines }: JournalOptions) =>
  ({ ...fsync, snapshotLinesMax: snapshotLines }) satisfies Partial<SessionSettings>

/** Creates the journal that was asked for, if one was. */
export const journalFor = ({
  journal,
  force,
}: JournalPlace): Either<Failure, JournalWriter | null> =>
  journal === undefined
    ? right(null)
    : pipe(
        createJournal(journal, force === true ? 'replace' : 'refuse'),
        mapLeft((failed) => failure('Failed', fileFailureText(failed))),
      )
