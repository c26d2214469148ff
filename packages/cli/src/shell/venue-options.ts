import type { Command } from 'commander'

import {
  bpsOption,
  choiceOption,
  countOption,
  millisecondsOption,
  parsedOption,
  shareOption,
  usdOption,
} from './option-values'

/** Gives a command the options about the limits that the risk monitor holds orders to. */
export const withLimitOptions = (command: Command): Command =>
  command
    .addOption(parsedOption('--max-inv <usd>', 'inventory limit per symbol', usdOption, '10000'))
    .addOption(parsedOption('--max-total <usd>', 'total notional limit', usdOption, '50000'))
    .addOption(parsedOption('--edge-threshold <bps>', 'freeze below this edge', bpsOption, '1.5'))

/** Gives a command the options about who answers orders, by which draws, and within what limits. */
export const withVenueOptions = (command: Command, exchange: 'bybit' | 'fake'): Command =>
  withLimitOptions(
    command.addOption(
      choiceOption('--exchange <name>', 'who answers orders', ['bybit', 'fake'], exchange),
    ),
  )
    .addOption(parsedOption('--fill-rate <share>', 'share of orders that fill', shareOption, '0.7'))
    .addOption(parsedOption('--reject-rate <share>', `rejected ${fakeOnly}`, shareOption, '0.05'))
    .addOption(
      parsedOption('--partial-fill-rate <share>', `filled in part ${fakeOnly}`, shareOption, '0.1'),
    )
    .addOption(
      parsedOption('--latency-ms <ms>', 'from acceptance to fill', millisecondsOption, '100'),
    )
    .addOption(parsedOption('--seed <n>', 'seed of every draw', seedOption, '42'))

const fakeOnly = '(fake exchange only)'

const seedOption = countOption(0, Number.MAX_SAFE_INTEGER)
