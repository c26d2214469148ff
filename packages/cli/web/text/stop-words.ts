import { shortDecimal } from '@shadowtape/core'

import type { StopMark } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import type { Line } from '../data/freeze-page'
import { usd } from './figures'

/** What a stop is called: `Freeze 1`, `Reduction 2`. */
export const stopTitle = ({ n, kind }: Pick<StopMark, 'n' | 'kind'>): string =>
  `${kind === 'freeze' ? 'Freeze' : 'Reduction'} ${String(n)}`

/** Why trading stopped, in a sentence for somebody who never saw the program. */
export const whyText = (line: Line | null, says: string): string => {
  const sentence = line === null ? undefined : sentences[String(line['reason'])]
  return line === null || sentence === undefined ? says : sentence(line)
}

const of = ({ symbol, account }: Line): string => {
  const whose = typeof account !== 'string' || account === 'main' ? '' : ` on account ${account}`
  return (typeof symbol === 'string' ? ` of ${symbol}` : '') + whose
}
const seen = ({ observed }: Line): string => shortDecimal(String(observed))
const limit = ({ threshold }: Line): string => shortDecimal(String(threshold))
const dollars = (text: unknown): string => usd(String(text))
const time = (ms: unknown): string => sinceText(Math.round(Number(ms) * 1_000))
const windowOf = ({ rule }: Line): string => (String(rule).split(/[/:]/)[1] ?? '').trim()

const sentences: Readonly<Record<string, (line: Line) => string>> = {
  EDGE_DEGRADATION: (line) =>
    `The edge${of(line)} fell to ${roundedBps(line['observed'])} bps, ` +
    `below the threshold of ${limit(line)} bps.`,
  OPERATOR: ({ actor, note }) => `${String(actor)} stopped it by hand: ${String(note)}`,
  ORDER_RATE: (line) =>
    `${seen(line)} orders${of(line)} in ${windowOf(line)}, above the limit of ${limit(line)}.`,
  OPEN_ORDERS: (line) => `${seen(line)} open orders${of(line)}, above the limit of ${limit(line)}.`,
  PRICE_COLLAR: (line) =>
    `An order${of(line)} was ${seen(line)} bps from the mid, ` +
    `above the limit of ${limit(line)} bps.`,
  ORDER_NOTIONAL: (line) =>
    `An order${of(line)} was of ${dollars(line['observed'])}, ` +
    `above the limit of ${dollars(line['threshold'])}.`,
  DAY_LOSS: (line) =>
    `The loss since midnight UTC came to ${dollars(line['observed'])}, ` +
    `above the limit of ${dollars(line['threshold'])}.`,
  DRAWDOWN: (line) =>
    `The net fell ${dollars(line['observed'])} below its peak, ` +
    `more than the limit of ${dollars(line['threshold'])}.`,
  POSITION_AGE: (line) =>
    `The position${of(line)} was held for ${time(line['observed'])}, ` +
    `longer than the limit of ${time(line['threshold'])}.`,
  STALE_DATA: (line) =>
    `No quote${of(line)} came for ${time(line['observed'])}, ` +
    `longer than the limit of ${time(line['threshold'])}.`,
  FILL_RATE: (line) =>
    `${seen(line)} fills${of(line)} in ${windowOf(line)}, above the limit of ${limit(line)}.`,
  REJECT_RATE: (line) =>
    `${seen(line)} rejections${of(line)} in ${windowOf(line)}, above the limit of ${limit(line)}.`,
}

const roundedBps = (text: unknown): string => {
  const value = Number(text)
  return Number.isFinite(value) ? value.toFixed(2) : String(text)
}
