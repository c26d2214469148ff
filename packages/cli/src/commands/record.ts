import type { RecordingPlace, StreamCategory } from '@shadowtape/adapters'
import {
  fileFailureText,
  machineTime,
  queryInstruments,
  recordingPlace,
  usualTiming,
  writeSmallFile,
} from '@shadowtape/adapters'
import type { MarketSymbol } from '@shadowtape/core'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { eventWords } from '../recordings/event-words'
import type { RecordingPlan } from '../recordings/record-session'
import { recordSession } from '../recordings/record-session'
import { recordingLoss } from '../recordings/recording-loss'
import { printable } from '../reports/printable'
import { recordingJson, recordingLine, recordingText } from '../reports/recording-report'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { hearInterruption, hearRollRequest } from '../shell/interruption'
import type { NetworkOptions, OpenedNetwork } from '../shell/network-options'
import { openedNetwork, withNetworkOptions } from '../shell/network-options'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { choiceOption, countOption, parsedOption, symbolsOption } from '../shell/option-values'
import { deliver } from '../shell/outcome'
import { statusLine } from '../shell/status-line'
import { warningOn } from '../shell/warning-on'

type RecordOptions = NetworkOptions & {
  readonly symbols: ReadonlyArray<MarketSymbol>
  readonly out: string
  readonly category: StreamCategory
  readonly topics: ReadonlyArray<string>
  readonly depths: ReadonlyArray<number>
  readonly rollMinutes: number
  readonly rollBytes: number
  readonly duration?: number
  readonly json?: true
}

/** `shadowtape record`: Bybit's public streams as captures that `run` replays. */
export const recordCommand = (run: Run): Command => {
  const command = newCommand('record', "record Bybit's public streams as captures", [
    'shadowtape record --network --testnet --symbols BTCUSDT --out captures',
    'shadowtape record --network --mainnet --symbols BTCUSDT,ETHUSDT --depths 1,200 --out captures',
    'shadowtape run --capture captures/*.capture.gz --journal session.jsonl',
  ])
    .addOption(
      parsedOption('--symbols <list>', 'what to record', symbolsOption).makeOptionMandatory(),
    )
    .requiredOption('--out <folder>', 'where the captures go; it is made where it is missing')
  withNetworkOptions(command)
    .addOption(choiceOption('--category <name>', 'of the symbols', ['linear', 'spot'], 'linear'))
    .addOption(parsedOption('--topics <list>', 'what of each', topicsOption, topicNames.join(',')))
    .addOption(parsedOption('--depths <list>', 'levels of the books', depthsOption, '1,50'))
    .addOption(parsedOption('--roll-minutes <n>', 'begin a new file', countOption(1, 1e5), '60'))
    .addOption(
      parsedOption('--roll-bytes <n>', 'or at this size', countOption(1, 1e12), '256000000'),
    )
    .addOption(parsedOption('--duration <s>', 'end after so many seconds', countOption(1, 1e8)))
    .option('--json', 'print the result as JSON')
  return command.action((options: RecordOptions) => {
    run(record(options))
  })
}

const topicNames = ['orderbook', 'publicTrade', 'tickers']
const depths = [1, 50, 200, 500, 1000]

const listOf = (text: string): ReadonlyArray<string> => [
  ...new Set(text.split(',').map((one) => one.trim())),
]

const topicsOption = (text: string): ReadonlyArray<string> => {
  for (const name of listOf(text))
    if (!topicNames.includes(name))
      throw new InvalidArgumentError(`Each is one of ${topicNames.join(', ')}.`)
  return listOf(text)
}

const depthsOption = (text: string): ReadonlyArray<number> => {
  for (const depth of listOf(text))
    if (!depths.map(String).includes(depth))
      throw new InvalidArgumentError(`Each is one of ${depths.join(', ')}.`)
  return listOf(text).map(Number)
}

const record =
  (options: RecordOptions): CliCommand =>
  (env) =>
  async () => {
    const network = openedNetwork(options)
    if (isLeft(network)) return network
    const interruption = hearInterruption()
    const rolls = hearRollRequest()
    try {
      const place = await recordingPlace(options.out, nameOf(options))()
      if (isLeft(place)) return left(failure('Failed', `Error: ${fileFailureText(place.left)}`))
      const instruments = await keepInstruments(network.right, options, place.right, env)
      if (isLeft(instruments)) return instruments
      const plan = planOf(network.right, options, place.right)
      const status = statusLine(env, recordingLine)
      const recorded = await recordSession(plan, {
        event: (event) => {
          const words = wordsOf(event)
          if (words !== null) status.say(words)
        },
        now: status.show,
        isStopped: interruption.isAsked,
        isRollAsked: rolls.isAsked,
        sleep: interruption.sleep,
      })
      status.finish()
      if (isLeft(recorded)) return left(failure('Usage', `Error: ${recorded.left}`))
      const names = {
        name: place.right.name,
        folder: options.out,
        symbols: options.symbols,
        instruments: instruments.right,
        log: place.right.logPath,
      }
      return deliver(env, options, {
        text: recordingText(recorded.right, names),
        json: recordingJson(recorded.right, names),
        failure: recordingLoss(recorded.right),
      })
    } finally {
      interruption.stop()
      rolls.stop()
    }
  }

const wordsOf = (event: Parameters<typeof eventWords>[0] | { type: 'HeldBack' | 'LetGo' }) => {
  switch (event.type) {
    case 'HeldBack':
      return 'the disk is slower than the venue, which is held back'
    case 'LetGo':
      return 'the disk has caught up'
    default:
      return eventWords(event)
  }
}

/** The category and when it began, to the second: a name without a dot, as instruments need it. */
const nameOf = ({ category }: RecordOptions): string => {
  const ms = Number(machineTime().receivedNs().slice(0, 13))
  return `${category}-${new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')}`
}

const planOf = (
  network: OpenedNetwork,
  options: RecordOptions,
  place: RecordingPlace,
): RecordingPlan => ({
  network,
  category: options.category,
  symbols: options.symbols,
  kinds: options.topics.flatMap((topic) =>
    topic === 'orderbook' ? options.depths.map((depth) => `orderbook.${depth}`) : [topic],
  ),
  place,
  rollAfterMs: options.rollMinutes * 60_000,
  rollBytes: options.rollBytes,
  durationMs: options.duration === undefined ? null : options.duration * 1_000,
  timing: usualTiming,
})

const instrumentsWithinMs = 10_000

/** Puts the instruments beside the capture; a recording goes on without them. */
const keepInstruments = async (
  { access, urls }: OpenedNetwork,
  { category, symbols }: RecordOptions,
  place: RecordingPlace,
  env: CliEnv,
): Promise<Either<Failure, string | null>> => {
  const query = { access, address: urls.rest, category, symbols, withinMs: instrumentsWithinMs }
  const answer = await queryInstruments(query)()
  if (isLeft(answer)) {
    warningOn(env)(`no instruments are kept: ${printable(answer.left)}`)
    return right(null)
  }
  const { found, missing, json } = answer.right
  if (missing.length > 0) warningOn(env)(`the venue lists no ${missing.join(', ')} in ${category}`)
  if (found.length === 0) return right(null)
  const kept = await writeSmallFile(place.instrumentsPath, json)()
  return isLeft(kept)
    ? left(failure('Failed', `Error: ${fileFailureText(kept.left)}`))
    : right(place.instrumentsPath)
}
