import type { GeneratedPlan } from '@shadowtape/adapters'
import type { State } from '@shadowtape/core'
import { divideRounded, formatDecimal } from '@shadowtape/core'

import type { DemoFreeze, DemoStory, EdgePoint } from '../sessions/demo-session'
import { demoLimits, demoStrategyParams, runOnUs } from '../sessions/demo-session'
import type { RecordingDone } from '../sessions/recorder'
import type { OwnReplay } from '../sessions/replay-own'
import { sparkline, timeOfDay, usdText } from './for-people'
import { bpsText, freezeText } from './freeze-text'
import type { Holding } from './holdings'
import { holdings, netUsd } from './holdings'
import { bytesText, grouped, quantity } from './quantity-text'

/** All that the demo has to tell. */
export type DemoOutcome = {
  readonly plan: GeneratedPlan
  readonly story: DemoStory
  readonly state: State
  readonly recording: RecordingDone
  readonly replay: OwnReplay
  readonly path: string
  /** Where its report went. */
  readonly report: string
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
    ...section('Report', [`${outcome.report}: open it in a browser`]),
    '',
    ...section('Next', nextLines(outcome.path)),
  ]
  return `${lines.join('\n')}\n`
}

const section = (name: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line, i) => `${(i === 0 ? name : '').padEnd(9)}${line}`)

const marketLines = ({ plan, story }: DemoOutcome): ReadonlyArray<string> => {
  const turn = timeOfDay(plan.start + plan.calmUs, 'seconds')
  const said = `${quantity(story.inputs, 'message')} (books, trades, edge)`
  return [
    `${plan.symbols.join(', ')}: ${said}, seed ${String(plan.seed)}`,
    `calm from ${timeOfDay(plan.start, 'seconds')} to ${turn}, then informed traders move in`,
  ]
}

const makerLines = ({ state, story }: DemoOutcome): ReadonlyArray<string> => {
  const { placed, fills } = state.totals
  const { quoteUsd, spreadBps } = demoStrategyParams
  const held = holdings(state)
  const fees = held.reduce((sum, { feesUsd }) => sum + feesUsd, 0)
  const [calm, end] = [story.calmNetUsd, netUsd(state)].map((usd) => usdText(usd, 6))
  const paid = `after ${usdText(fees, 6)} of fees`
  const made = `${quantity(placed, 'quote')}, ${quantity(fills, 'fill')}`
  return [
    `$${quoteUsd} a side, ${spreadBps} bps off the mid: ${made}`,
    `P&L ${calm ?? ''} when the calm ended, ${end ?? ''} at the end, ${paid}`,
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
  const limit = state.config?.edgeThresholdBps ?? demoLimits.edgeThresholdBps
  return [
    `what a print of ${symbol} was worth to its maker 1 s later, every ${String(perBar)} s:`,
    sparkline(bars),
    `${meanText(calm)}${last.map(bpsText).join(' ')}; limit ${bpsText(limit)}`,
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

const freezeLines = (freeze: DemoFreeze | null): ReadonlyArray<string> => {
  if (freeze === null) return section('Freeze', ['none: the edge stayed above its limit'])
  const { at, seq, event, canceled, inputsAfter, placedAfter, handDenied } = freeze
  const open = `${grouped(canceled)} of ${quantity(event.openOrders, 'open order')}`
  const after = `${String(runOnUs / 1_000_000)} s and ${quantity(inputsAfter, 'message')} later`
  return section('FROZEN', [
    `${timeOfDay(at, 'milliseconds')} ${freezeText(event)} (${event.symbol ?? 'all'})`,
    `${open} canceled at once, because of line ${grouped(seq)}`,
    `${after}: ${quantity(placedAfter, 'order')} placed since;`,
    `one order tried by hand was ${handDenied === null ? 'NOT denied' : `denied: ${handDenied}`}`,
  ])
}

const journalLines = ({ path, recording, replay }: DemoOutcome): ReadonlyArray<string> => [
  `${path}: ${quantity(recording.lines, 'line')}, ${bytesText(recording.bytes)}`,
  `replayed from its ${quantity(replay.inputs, 'input')}: every byte the same, digest`,
  recording.digest,
]

const nextLines = (path: string): ReadonlyArray<string> => [
  `npx shadowtape freeze ${path}`,
  `npx shadowtape view ${path}`,
  `npx shadowtape why ${path} --freeze 1`,
  `npx shadowtape replay ${path}`,
]

/** The demo's story for programs; money in dollars, times in microseconds. */
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
    report: { path: outcome.report },
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
