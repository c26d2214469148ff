import { basename } from 'node:path'

import { isRunPath } from '@shadowtape/adapters'
import type { Instrument, SessionOpened } from '@shadowtape/core'
import type { Command } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import { recordedInputs } from '../journals/recorded-inputs'
import type { CaptureSessionPlan } from '../sessions/capture-session'
import { edgeFeeds } from '../sessions/edge-feed'
import { instrumentsFor } from '../sessions/instruments-for'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { JournalPlace } from '../shell/journal-option'
import type { CutShort } from './cut-short'
import { cutShortJournal } from './cut-short'

/** What may be said of a session that goes on; all else it says itself, in its header. */
export type ResumeOptions = JournalPlace & {
  readonly resume: string
  readonly capture: ReadonlyArray<string>
  readonly instruments?: string
  readonly edgeFile?: string
  readonly edgeSpan: number
  readonly snapshots?: true
}

const allowed: ReadonlySet<string> = new Set([
  ...['resume', 'capture', 'instruments', 'edgeFile', 'edgeSpan', 'strategy'],
  ...['journal', 'force', 'snapshots', 'json', 'obs'],
])

/** Why options that were typed do not go with a session that goes on, or `null`. */
export const resumeFault = (command: Command, { journal }: JournalPlace): Failure | null => {
  const typed = command.options.find(
    (option) =>
      command.getOptionValueSource(option.attributeName()) === 'cli' &&
      !allowed.has(option.attributeName()),
  )
  if (typed !== undefined)
    return failure(
      'Usage',
      `Error: ${typed.long ?? ''} does not go with --resume: a session goes on with the settings` +
        ' in its header',
    )
  return journal === undefined
    ? failure('Usage', 'Error: --resume needs --journal, where the whole session goes')
    : null
}

/** The strategy that was typed, if one was. */
export const typedStrategy = (command: Command, strategy: string): string | undefined =>
  command.getOptionValueSource('strategy') === 'cli' ? strategy : undefined

/** Plans how a session goes on that was cut short: by its own header, over the captures it had. */
export const resumePlan = async (
  options: ResumeOptions,
  strategy: string | undefined,
  env: CliEnv,
): Promise<Either<Failure, CaptureSessionPlan>> => {
  const found = await cutShortJournal(options.resume, strategy, env)
  if (isLeft(found)) return found
  const cut = found.right
  const { opened } = cut
  const unfit = placeFault(opened, options) ?? sourceFault(opened, options)
  if (unfit !== null) return left(unfit)
  const feeds = edgeFeeds({
    edge: opened.edgeSource,
    edgeSpanUs: options.edgeSpan * 1_000_000,
    ...(options.edgeFile === undefined ? {} : { edgeFile: options.edgeFile }),
  })
  if (isLeft(feeds)) return feeds
  const instruments = await instrumentsFor(options.capture, options.instruments, env)
  if (isLeft(instruments)) return instruments
  const listed = listedIn(cut)
  if (isLeft(listed)) return listed
  return right({
    files: options.capture,
    symbols: opened.symbols === '' ? null : new Set(opened.symbols.split(',')),
    instruments: new Map([...instruments.right, ...listed.right]),
    badLines: isStrict(opened) ? 'stop' : 'leave out',
    header: opened,
    strategy: cut.strategy,
    newEdgeFeed: feeds.right,
    journal: options.journal ?? null,
    isKeepingSnapshots: options.snapshots === true,
    ifExists: options.force === true ? 'replace' : 'refuse',
    resumed: cut,
  })
}

/** A session that rolls needs a directory to go on, as it had. */
const placeFault = (
  { rollBytesMax, rollAfterUs }: SessionOpened,
  { journal = '' }: JournalPlace,
): Failure | null =>
  (rollBytesMax > 0 || rollAfterUs > 0) && !isRunPath(journal)
    ? failure(
        'Usage',
        `Error: the session goes on in new segments: --journal ${journal}/, a directory`,
      )
    : null

const sourceFault = ({ source }: SessionOpened, { capture }: ResumeOptions): Failure | null => {
  const given = capture.map((file) => basename(file)).join(',')
  return given === source
    ? null
    : failure('Usage', `Error: --capture: the session was recorded from ${source}, not ${given}`)
}

/** The instruments as they were listed, of which prices and quantities have their decimals. */
const listedIn = (cut: CutShort): Either<Failure, ReadonlyMap<string, Instrument>> => {
  const listed = new Map<string, Instrument>()
  try {
    for (const { message } of recordedInputs(cut.path, cut.bytes)) {
      if (message.type !== 'InstrumentListed' || listed.has(message.symbol)) continue
      const { type: _, ...instrument } = message
      listed.set(message.symbol, instrument)
    }
    return right(listed)
  } catch (error) {
    if (!(error instanceof JournalUnread)) throw error
    return left(failure('Failed', `Error: ${error.message}`))
  }
}

const isStrict = ({ settings }: SessionOpened): boolean => {
  try {
    return (JSON.parse(settings) as { readonly strict?: unknown }).strict === true
  } catch {
    return false
  }
}
