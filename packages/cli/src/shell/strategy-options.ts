import { halfLifeFillsMax } from '@shadowtape/core'
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'

import { accountOption } from './account-option'
import { withFillOptions } from './fill-options'
import {
  choiceOption,
  countOption,
  decimalOption,
  horizonOption,
  horizonsOption,
  parsedOption,
} from './option-values'
import { ruleOption } from './rule-option'
import { withVenueOptions } from './venue-options'

/** Gives a command the options about what a strategy is, and what it trades by. */
export const withStrategyOptions = (command: Command): Command =>
  withFillOptions(
    withVenueOptions(
      command
        .option('--strategy <name|path>', strategyHelp, 'market-maker')
        .addOption(paramsOption()),
      'bybit',
    ),
  )
    .addOption(parsedOption('--maker-fee <rate>', 'fee per notional', feeOption, '0.0002'))
    .addOption(parsedOption('--taker-fee <rate>', 'fee per notional', feeOption, '0.00055'))
    .addOption(choiceOption('--edge <source>', 'where edge comes from', edgeSources, 'none'))
    .option('--edge-file <file>', 'external edge: lines {"at":µs,"symbol":..,"edgeBps":".."}')
    .addOption(
      parsedOption('--edge-span <s>', 'how long the demo edge falls', countOption(1, 1e6), '300'),
    )
    .addOption(parsedOption('--markouts <ms,...>', markoutsHelp, horizonsOption))
    .addOption(
      parsedOption('--edge-horizon-ms <ms>', 'the markout that is edge', horizonOption, '1000'),
    )
    .addOption(choiceOption('--edge-mean <kind>', edgeMeanHelp, ['window', 'ewma']))
    .addOption(parsedOption('--edge-window <n>', 'fills in the window (default: 50)', fillsOption))
    .addOption(parsedOption('--edge-half-life <n>', halfLifeHelp, halfLifeOption))
    .addOption(parsedOption('--edge-min-fills <n>', 'edge is of no fewer fills', fillsOption, '10'))
    .addOption(choiceOption('--edge-scope <whose>', edgeScopeHelp, ['symbol', 'total', 'both']))
    .addOption(accountOption())
    .addOption(ruleOption())

const feeOption = decimalOption(8, -10_000_000, 10_000_000)
const markoutsHelp = 'measure each fill so long after (100,1000,10000 with --edge markout)'
const edgeMeanHelp = 'its mean: over a window (default), or of all fills, fading'
const halfLifeHelp = 'fills after which one counts half (default: 20)'
const edgeScopeHelp = "whose fills: each symbol's (default), all together, or both"
const fillsOption = countOption(1, 10_000)
const halfLifeOption = countOption(1, halfLifeFillsMax)
const strategyHelp = 'market-maker, two-sided, idle, or a .ts or .js file'
const edgeSources = ['none', 'demo', 'external', 'markout'] as const

const paramsOption = (): Option =>
  new Option('--param <name=value>', 'a strategy parameter; may be repeated')
    .argParser(paramOption)
    .default({}, 'none')

const paramOption = (
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> => {
  const match = /^([A-Za-z][A-Za-z0-9]*)=(.*)$/.exec(text)
  if (match === null) throw new InvalidArgumentError('It must be name=value.')
  return { ...before, [match[1] as string]: match[2] as string }
}
