import type { GeneratedPlan } from '@shadowtape/adapters'
import { generatedListing, generatedMarket } from '@shadowtape/adapters'
import type { Entry, Input, Price, TimestampUs, TradingFrozen } from '@shadowtape/core'
import { quote } from '@shadowtape/core'

import { netUsd } from '../reports/holdings'
import type { Recorder } from './recorder'

/** What happened in the demo, beside what the state says. Times are engine time. */
export type DemoStory = {
  readonly end: TimestampUs
  /** What the market said. */
  readonly inputs: number
  /** What the maker had made, after fees, when the calm ended; in millionths of a dollar. */
  readonly calmNetUsd: number
  /** The edge of each symbol as it was published, in millionths of a basis point. */
  readonly edges: Readonly<Record<string, ReadonlyArray<EdgePoint>>>
  readonly freeze: DemoFreeze | null
}

/** An edge update: its engine time, and its value in millionths of a basis point. */
export type EdgePoint = { readonly at: number; readonly edgeBps: number }

/** The freeze and what came of it. */
export type DemoFreeze = {
  readonly seq: number
  readonly at: number
  readonly event: TradingFrozen
  /** Orders it canceled. */
  readonly canceled: number
  /** What the market said after it, and how many orders were placed all the same. */
  readonly inputsAfter: number
  readonly placedAfter: number
  /** What the risk monitor said to the order that was tried by hand. */
  readonly handDenied: string | null
}

/** How long the market runs on after the freeze, to show that nothing more is placed. */
export const runOnUs = 5_000_000

/**
 * Runs the made-up market through a session until a while after it froze, then tries one order by
 * hand; a market that never freezes runs to its end.
 */
export const runDemo = (
  plan: GeneratedPlan,
  recorder: Pick<Recorder, 'record' | 'state'>,
): DemoStory => {
  const story = newStory()
  let end = plan.start
  let inputs = 0
  let calmNetUsd = 0
  const record = (at: TimestampUs, input: Input): void => {
    end = at
    hear(story, recorder.record(at, input))
  }
  for (const { at, input } of generatedMarket(plan)) {
    if (story.freeze !== null && at > story.freeze.at + runOnUs) break
    if (at <= plan.start + plan.calmUs && input.type === 'EdgeUpdated')
      calmNetUsd = netUsd(recorder.state)
    if (story.freeze !== null) story.freeze.inputsAfter += 1
    record(at, input)
    inputs += 1
  }
  if (story.freeze !== null) record(end, orderByHand(plan))
  return { end, inputs, calmNetUsd, edges: story.edges, freeze: story.freeze }
}

/** How the market maker quotes in the demo. */
export const demoStrategyParams = {
  quoteUsd: '500',
  spreadBps: '2.5',
  skewBps: '2',
  inventoryUsd: '2500',
  requoteTicks: '10',
} as const

/** What else the demo is given: a venue that fills slowly, and a limit on the edge. */
export const demoLimits = {
  fillRate: 150_000,
  latencyUs: 400_000,
  edgeThresholdBps: 1_000_000,
} as const

type Growing<T> = { -readonly [K in keyof T]: T[K] }
type GrowingStory = {
  edges: Record<string, Array<EdgePoint>>
  freeze: Growing<DemoFreeze> | null
}

const newStory = (): GrowingStory => ({ edges: {}, freeze: null })

const hear = (story: GrowingStory, entries: ReadonlyArray<Entry>): void => {
  for (const { seq, at, message } of entries) {
    switch (message.type) {
      case 'EdgeUpdated':
        if (message.symbol !== null)
          (story.edges[message.symbol] ??= []).push({ at, edgeBps: message.edgeBps })
        break
      case 'TradingFrozen':
        story.freeze = { seq, at, event: message, ...nothingYet }
        break
      case 'OrderCanceled':
        if (message.reason === 'FREEZE' && story.freeze !== null) story.freeze.canceled += 1
        break
      case 'OrderPlaced':
        if (story.freeze !== null) story.freeze.placedAfter += 1
        break
      case 'OrderDenied':
        if (story.freeze !== null) story.freeze.handDenied = message.reason
        break
      default:
        break
    }
  }
}

const nothingYet = { canceled: 0, inputsAfter: 0, placedAfter: 0, handDenied: null }

/** An ordinary little buy, well below the market. */
const orderByHand = (plan: GeneratedPlan): Input => {
  const { listed, startPrice, smallQty } = generatedListing(plan.symbols[0] ?? 'BTCUSDT')
  const low = Math.trunc((startPrice * 9) / 10)
  const price = low - (low % listed.tickSize)
  return quote(listed, 'Buy', price as Price, smallQty)
}
