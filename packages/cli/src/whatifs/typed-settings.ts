import type { SessionOpened } from '@shadowtape/core'
import {
  bpsScale,
  formatDecimal,
  ruleLabel,
  ruleScale,
  ruleTraits,
  rulesOf,
  usdScale,
} from '@shadowtape/core'

import type { Typed } from './setting'
import { ofRule } from './setting'

/**
 * A header's settings by the names that they are typed by to run it again, each as it would be
 * typed to have what it has; what can be typed no more, such as recorded latencies, is left out.
 */
export const typedSettings = (
  opened: SessionOpened,
): ReadonlyArray<{ readonly name: string; readonly value: string }> =>
  [...ofHeader(opened), ...ofRules(opened), ...ofStrategy(opened)].map(({ name, text }) => ({
    name,
    value: text,
  }))

const ofHeader = (opened: SessionOpened): ReadonlyArray<Typed> =>
  Object.entries(texts).flatMap(([name, textOf]) => {
    const text = textOf(opened)
    return text === null ? [] : [{ name, text }]
  })

/** Without the zeros that nobody types. */
const decimal = (units: number, scale: number): string =>
  formatDecimal(units, scale)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')

const msScale = 3
const shareScale = 6
const feeScale = 8

const texts: Readonly<Record<string, (opened: SessionOpened) => string | null>> = {
  'risk.edgeThresholdBps': (opened) => decimal(opened.edgeThresholdBps, bpsScale),
  'risk.inventoryUsdMax': (opened) => decimal(opened.inventoryUsdMax, usdScale),
  'risk.totalNotionalUsdMax': (opened) => decimal(opened.totalNotionalUsdMax, usdScale),
  'venue.fillModel': (opened) => opened.fillModel,
  'venue.queueModel': (opened) => opened.queueModel,
  'venue.queuePower': (opened) => decimal(opened.queuePower, shareScale),
  'venue.fillRate': (opened) => decimal(opened.fillRate, shareScale),
  'venue.rejectRate': (opened) => decimal(opened.rejectRate, shareScale),
  'venue.partialFillRate': (opened) => decimal(opened.partialFillRate, shareScale),
  'venue.latencyMs': (opened) => decimal(opened.latencyUs, msScale),
  'venue.feedLatencyMs': (opened) => latency(opened.feedLatency),
  'venue.entryLatencyMs': (opened) => latency(opened.entryLatency),
  'venue.responseLatencyMs': (opened) => latency(opened.responseLatency),
  'venue.makerFeeRate': (opened) => decimal(opened.makerFeeRate, feeScale),
  'venue.takerFeeRate': (opened) => decimal(opened.takerFeeRate, feeScale),
  'edge.fillsMin': (opened) => String(opened.edgeFillsMin),
  'edge.fillsMax': (opened) => String(opened.edgeFillsMax),
  'edge.horizonMs': (opened) => decimal(opened.edgeHorizonUs, msScale),
  'edge.scope': (opened) => opened.edgeScope,
  'session.seed': (opened) => String(opened.seed),
}

/** `0`, `constant US`, `normal US US`, `lognormal US SIGMA`: as typed, in milliseconds. */
const latency = (text: string): string | null => {
  const [kind = '', first = '', second = ''] = text.split(' ')
  const ms = decimal(Number(first), msScale)
  if (kind === '0') return '0'
  if (kind === 'constant') return ms
  if (kind === 'normal') return `normal:${ms},${decimal(Number(second), msScale)}`
  return kind === 'lognormal' ? `lognormal:${ms},${second}` : null
}

const ofRules = (opened: SessionOpened): ReadonlyArray<Typed> =>
  rulesOf(opened)
    .filter(({ rule }) => rule !== 'thaw')
    .map((rule) => ({
      name: `${ofRule}${ruleLabel(rule)}`,
      text: decimal(rule.limit, ruleScale[ruleTraits[rule.rule].unit]),
    }))

const ofStrategy = ({ strategyParams }: SessionOpened): ReadonlyArray<Typed> =>
  Object.entries(JSON.parse(strategyParams) as Readonly<Record<string, unknown>>).flatMap(
    ([name, value]) =>
      typeof value === 'string' ? [{ name: `strategy.${name}`, text: value }] : [],
  )
