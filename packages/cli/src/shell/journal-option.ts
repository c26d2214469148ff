import type { JournalWriter } from '@shadowtape/adapters'
import { createRecording, fileFailureText, isRunPath } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { left, mapLeft, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'

import type { SessionSettings } from '../sessions/session-header'
import type { Failure } from './failure'
import { failure } from './failure'
import { countOption, decimalOption, millisecondsOption, parsedOption } from './option-values'

/** Where a journal goes, and what may be lost for it. */
export type JournalPlace = { readonly journal?: string; readonly force?: true }

/** The options of every command that records. */
export type JournalOptions = JournalPlace & {
  readonly fsync: FsyncSettings
  readonly snapshotLines: number
  readonly stateDigestLines: number
  readonly snapshots?: true
  readonly rollBytes: number
  readonly rollAfter: number
}

type FsyncSettings = Pick<SessionSettings, 'fsync' | 'fsyncIntervalUs'>

/** Gives a command the options about the journal it writes. */
export const withJournalOptions = (command: Command, journal = 'write the journal'): Command =>
  command
    .option('--journal <file|dir/>', journal)
    .option('--force', 'replace a journal that exists')
    .addOption(parsedOption('--fsync <policy>', fsyncHelp, fsyncOption, 'interval=1000'))
    .addOption(
      parsedOption('--snapshot-lines <n>', snapshotLinesHelp, countOption(0, 1e9), '100000'),
    )
    .addOption(
      parsedOption('--state-digest-lines <n>', stateDigestHelp, countOption(0, 1e9), '16384'),
    )
    .addOption(parsedOption('--roll-bytes <n>', rollBytesHelp, rollBytesOption, '0'))
    .addOption(parsedOption('--roll-after <s>', rollAfterHelp, decimalOption(6, 0, 1e14), '0'))
    .option('--snapshots', 'keep each of those states beside the journal, for the command state')

const fsyncHelp = 'when lines are made durable: none, interval[=MS], batch or barrier'
const snapshotLinesHelp = "record the state's digest after so many lines, and at freezes; 0: never"
const stateDigestHelp = 'and in the first seal after so many lines, and at rolls; 0: in none'

const rollBytesHelp = 'in a directory: a new segment after so many bytes; 0: never'
const rollAfterHelp = 'in a directory: a new segment after so many seconds; 0: never'
const rollBytesOption = countOption(0, 1e15)

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

/** What is wrong with options about a journal, taken together, or `null`. */
export const journalFault = (options: JournalOptions): Failure | null => {
  const { journal, rollBytes, rollAfter } = options
  const isRun = journal !== undefined && isRunPath(journal)
  return (rollBytes > 0 || rollAfter > 0) && !isRun
    ? failure('Usage', 'Error: --roll-bytes and --roll-after need --journal DIR/, a directory')
    : null
}

/** The settings of a session that options about its journal ask for. */
export const journalSettings = (options: JournalOptions) =>
  ({
    ...options.fsync,
    snapshotLinesMax: options.snapshotLines,
    stateDigestLinesMax: options.stateDigestLines,
    rollBytesMax: options.rollBytes,
    rollAfterUs: options.rollAfter,
  }) satisfies Partial<SessionSettings>

/** Creates the journal that was asked for, if one was. */
export const journalFor = ({
  journal,
  force,
}: JournalPlace): Either<Failure, JournalWriter | null> =>
  journal === undefined
    ? right(null)
    : pipe(
        createRecording(journal, force === true ? 'replace' : 'refuse'),
        mapLeft((failed) => failure('Failed', fileFailureText(failed))),
      )

/** Creates the journal of a command that records, unless its options do not go together. */
export const recordingFor = (options: JournalOptions): Either<Failure, JournalWriter | null> => {
  const unfit = journalFault(options)
  return unfit === null ? journalFor(options) : left(unfit)
}
