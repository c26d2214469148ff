import type { GeneratedPlan } from '@shadowtape/adapters'
import type { State } from '@shadowtape/core'
import { divideRounded, formatDecimal } from '@shadowtape/core'

import type { DemoFreeze, DemoStory, EdgePoint } from '../sessions/demo-session'
import { demoLimits, demoStrategyParams, runOnUs } from '../sessions/demo-session'
import type { RecordingDone } from '../sessions/recorder'
import type { OwnReplay } from '../sessions/replay-own'
import { bpsText, freezeText } from './exec-demo-report'
import { bytesText, countText, sparkline, timeOfDay, usdText } from './for-people'
import type { Holding } from './holdings'
import { holdings, netUsd } from './holdings'

/** All that the demo has to tell. */
export type DemoOutcome = {
  readonly plan: GeneratedPlan
  readonly story: DemoStory
  readonly state: State
  readonly recording: RecordingDone
  readonly replay: OwnReplay
  readonly path: string
}

/** The demo's story, on one screen of 80 columns. */
export const demoText = (outcome: DemoOutcome): string => {
  const lines = [
    'A made-up market, a market maker in it, and the tape of everything.',
    '',
    ...section('Market', marketLines(outcome)),
    ...section('Maker', makerLines(outcome)),
    ...section('Edge', edgeLines(outcome)),
    ...freezeLines(outcome.story.freeze),
    ...section('Journal', journalLines(outcome)),
    '',
    ...section('Next', nextLines(outcome.path)),
  ]
  return `${lines.join('\n')}\n`
}

const section = (name: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line, i) => `${(i === 0 ? name : '').padEnd(9)}${line}`)

const marketLines = ({ plan, story }: DemoOutcome): ReadonlyArray<string> => [
  `${plan.symbols.join(', ')}: ${countText(story.inputs)} messages` +
    ` (books, trades, edge), seed ${String(plan.seed)}`,
  `calm from ${timeOfDay(plan.start, 'seconds')} to` +
    ` ${timeOfDay(plan.start + plan.calmUs, 'seconds')}, then informed traders move in`,
]

const makerLines = ({ state, story }: DemoOutcome): ReadonlyArray<string> => {
  const { placed, fills } = state.totals
  const held = holdings(state)
  const fees = held.reduce((sum, { feesUsd }) => sum + feesUsd, 0)
  return [
    `$${demoStrategyParams.quoteUsd} a side, ${demoStrategyParams.spreadBps} bps off the mid:` +
      ` ${countText(placed)} quotes, ${countText(fills)} fills`,
    `P&L ${usdText(story.calmNetUsd, 6)} when the calm ended,` +
      ` ${usdText(netUsd(state), 6)} at the end, after ${usdText(fees, 6)} of fees`,
    `holds ${held.map(heldText).join(', ')}`,
  ]
}

const heldText = ({ symbol, qty, qtyScale, worthUsd }: Holding): string =>
  `${formatDecimal(qty, qtyScale)} ${symbol} (${usdText(worthUsd, 6)})`

const edgeLines = ({ plan, story, state }: DemoOutcome): ReadonlyArray<string> => {
  const symbol = story.freeze?.event.symbol ?? plan.symbols[0] ?? ''
  const points = (story.edges[symbol] ?? []).filter(({ at }) => at <= (story.freeze?.at ?? at))
  const calm = points.filter(({ at }) => at <= plan.start + plan.calmUs).map(edgeOf)
  const last = points.slice(-lastShown).map(edgeOf)
  const perBar = Math.max(1, Math.ceil(points.length / barsMax))
  const bars = points.filter((_, i) => (points.length - 1 - i) % perBar === 0).map(edgeOf)
  return [
    `what a ${symbol} print was worth to its maker 1 s later, every ${String(perBar)} s:`,
    sparkline(bars),
    `${meanText(calm)}${last.map(bpsText).join(' ')};` +
      ` limit ${bpsText(state.config?.edgeThresholdBps ?? demoLimits.edgeThresholdBps)}`,
  ]
}

const meanText = (edges: ReadonlyArray<number>): string => {
  const total = edges.reduce((sum, bps) => sum + bps, 0)
  return edges.length === 0
    ? ''
    : `${bpsText(divideRounded(total, edges.length))} bps while calm; then `
}

const edgeOf = ({ edgeBps }: EdgePoint): number => edgeBps
const lastShown = 5
const barsMax = 68

const freezeLines = (freeze: DemoFreeze | null): ReadonlyArray<string> =>
  freeze === null
    ? section('No freeze', ['the edge stayed above its limit'])
    : section('FROZEN', [
        `${timeOfDay(freeze.at, 'milliseconds')} ${freezeText(freeze.event)}` +
          ` (${freeze.event.symbol ?? 'all'})`,
        `${countText(freeze.canceled)} of ${countText(freeze.event.openOrders)} open orders` +
          ` canceled at once, because of line ${countText(freeze.seq)}`,
        `${String(runOnUs / 1_000_000)} s and ${countText(freeze.inputsAfter)} messages later:` +
          ` ${countText(freeze.placedAfter)} orders placed;`,
        'one order tried by hand was ' +
          (freeze.handDenied === null ? 'NOT denied' : `denied: ${freeze.handDenied}`),
      ])

const journalLines = ({ path, recording, replay }: DemoOutcome): ReadonlyArray<string> => [
  `${path}: ${countText(recording.lines)} lines, ${bytesText(recording.bytes)}`,
  `replayed from its ${countText(replay.inputs)} inputs: every byte the same, digest`,
  recording.digest,
]

const nextLines = (path: string): ReadonlyArray<string> => [
  `npx shadowtape info ${path}`,
  `npx shadowtape cat ${path} --type TradingFrozen`,
  `npx shadowtape replay ${path}`,
]

/** The demo's story for programs; money in dollars, edges in bps, times in µs. */
export const demoJson = (outcome: DemoOutcome): Readonly<Record<string, unknown>> => {
  const { plan, story, state, recording, replay, path } = outcome
  const { placed, fills, canceled, denied } = state.totals
  return {
    market: {
      seed: plan.seed,
      symbols: plan.symbols,
      start_us: plan.start,
      end_us: story.end,
      messages: story.inputs,
    },
    orders: { placed, fills, canceled, denied },
    positions: Object.fromEntries(holdings(state).map(holdingJson)),
    freeze: story.freeze === null ? null : freezeJson(story.freeze),
    journal: { path, lines: recording.lines, bytes: recording.bytes, digest: recording.digest },
    replay: { identical: true, lines: replay.lines, inputs: replay.inputs },
  }
}

const freezeJson = (freeze: DemoFreeze): Readonly<Record<string, unknown>> => ({
  seq: freeze.seq,
  at_us: freeze.at,
  reason: freezeText(freeze.event),
  symbol: freeze.event.symbol,
  canceled: freeze.canceled,
  messages_after: freeze.inputsAfter,
  placed_after: freeze.placedAfter,
  by_hand: freeze.handDenied,
})

const holdingJson = (holding: Holding): readonly [string, object] => [
  holding.symbol,
  {
    qty: Number(formatDecimal(holding.qty, holding.qtyScale)),
    usd: Number(formatDecimal(holding.worthUsd, 6)),
    realized_usd: Number(formatDecimal(holding.realizedUsd, 6)),
    unrealized_usd: Number(formatDecimal(holding.unrealizedUsd, 6)),
    fees_usd: Number(formatDecimal(holding.feesUsd, 6)),
  },
]
