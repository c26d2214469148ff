import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'

import { decimalOption } from './option-values'

const fillModels = ['scheduled', 'touch', 'queue']
const queueModels = ['risk-averse', 'power', 'power-2', 'power-3', 'log', 'log-2']

/** Gives a command the options about which orders fill, and how long things are under way. */
export const withFillOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--fill-model <name>', 'what fills: a draw, the touch, a place in the queue')
        .choices(fillModels)
        .default('scheduled'),
    )
    .addOption(
      new Option('--queue-model <name>', queueModelHelp).choices(queueModels).argParser(oneOf),
    )
    .addOption(
      new Option('--queue-power <n>', 'exponent of the power models (default: 2)').argParser(
        decimalOption(6, 1, 100_000_000),
      ),
    )
    .addOption(latencyOption('--feed-latency', 'market data to us'))
    .addOption(latencyOption('--entry-latency', 'orders to the venue'))
    .addOption(latencyOption('--response-latency', 'its reports to us'))

const queueModelHelp = 'what cancellations do to a queue (default: risk-averse, nothing)'

const oneOf = (text: string): string => {
  if (queueModels.includes(text)) return text
  throw new InvalidArgumentError(`Allowed choices are ${queueModels.join(', ')}.`)
}

const latencyOption = (name: string, what: string): Option =>
  new Option(`${name} <ms|...>`, `${what}: 5, normal:5,1, lognormal:5,0.3, recorded:FILE`)
    .argParser(latencyArgument)
    .default({ text: '0' }, '0')

/** A latency as it is typed: its text for the header, or the file whose rows it is made of. */
export type LatencyArgument = { readonly text: string } | { readonly file: string }

const sigmaOption = decimalOption(6, 0, 5_000_000)

/** Milliseconds up to an hour, as microseconds. */
const microseconds = decimalOption(3, 0, 3_600_000_000)

/** Parses a latency as it is typed. */
export const latencyArgument = (typed: string): LatencyArgument => {
  const [kind, rest] = split(typed, ':')
  if (rest === undefined) {
    const us = microseconds(typed)
    return { text: us === 0 ? '0' : `constant ${String(us)}` }
  }
  if (kind === 'recorded' && rest !== '') return { file: rest }
  const [middle, spread] = split(rest, ',')
  if (spread === undefined || !['normal', 'lognormal'].includes(kind))
    throw new InvalidArgumentError(
      'It must be milliseconds, normal:MEAN,DEVIATION, lognormal:MEDIAN,SIGMA or recorded:FILE.',
    )
  if (kind === 'normal')
    return { text: `normal ${String(microseconds(middle))} ${String(microseconds(spread))}` }
  sigmaOption(spread)
  return { text: `lognormal ${String(microseconds(middle))} ${spread}` }
}

const split = (text: string, by: string): readonly [string, string | undefined] => {
  const place = text.indexOf(by)
  return place < 0 ? [text, undefined] : [text.slice(0, place), text.slice(place + 1)]
}
