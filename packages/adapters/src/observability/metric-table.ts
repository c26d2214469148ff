import type { SessionMetrics, TimeHistogram } from '@shadowtape/core'
import {
  CanceledReason,
  DenialReason,
  FreezeReason,
  RejectionReason,
  orderStatuses,
} from '@shadowtape/core'

import type { OutsideFigures, StreamFigures } from './outside-figures'

/** What a metric is read from. */
export type Figures = { readonly session: SessionMetrics; readonly outside: OutsideFigures }

/** One series of a metric: its labels, and its value in the unit of the metric's name. */
export type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number }

type Named = {
  readonly name: string
  readonly help: string
  readonly labels: ReadonlyArray<string>
}

/** A metric of a session: its name, type, help and labels, and where its values come from. */
export type MetricRow =
  | (Named & {
      readonly type: 'gauge' | 'counter'
      readonly samples: (figures: Figures) => ReadonlyArray<Sample>
    })
  | (Named & {
      readonly type: 'histogram'
      readonly histogram: (figures: Figures) => TimeHistogram
    })

const single = (value: number): ReadonlyArray<Sample> => [{ labels: {}, value }]

/** A closed table of reasons: those that never came up are there, at zero. */
const byReason = (
  codec: { readonly keys: Readonly<Record<string, unknown>> },
  counts: Readonly<Record<string, number>>,
): ReadonlyArray<Sample> =>
  Object.keys(codec.keys).map((reason) => ({ labels: { reason }, value: counts[reason] ?? 0 }))

const fills = ({ session }: Figures): ReadonlyArray<Sample> =>
  ['Buy', 'Sell'].flatMap((side) =>
    ['Maker', 'Taker'].map((liquidity) => ({
      labels: { side: side.toLowerCase(), liquidity: liquidity.toLowerCase() },
      value: session.fillsByKind[`${side} ${liquidity}`] ?? 0,
    })),
  )

const tradingStates = ({ session }: Figures): ReadonlyArray<Sample> => {
  const { sessionRestriction, accountRestrictions, symbolRestrictions } = session
  const scopes = [
    ['session', '', sessionRestriction?.state] as const,
    ...session.accounts.map(
      (name) => ['account', name, ofTable(accountRestrictions, name)] as const,
    ),
    ...session.symbols.map((name) => ['symbol', name, ofTable(symbolRestrictions, name)] as const),
  ]
  return scopes.flatMap(([scope, name, now]) =>
    ['active', 'reducing', 'frozen'].map((state) => ({
      labels: { scope, name, state },
      value: (now ?? 'active') === state ? 1 : 0,
    })),
  )
}

const ofTable = (table: SessionMetrics['symbolRestrictions'], name: string) =>
  Object.hasOwn(table, name) ? table[name]?.state : undefined

const edges = ({ session }: Figures): ReadonlyArray<Sample> =>
  Object.entries(session.edge).flatMap(([account, bySymbol]) =>
    Object.entries(bySymbol).map(([symbol, millionths]) => ({
      labels: { account, symbol },
      value: millionths / 1e6,
    })),
  )

const ofStreams =
  (value: (stream: StreamFigures) => number) =>
  ({ outside }: Figures): ReadonlyArray<Sample> =>
    [...outside.streams].map(([stream, figures]) => ({ labels: { stream }, value: value(figures) }))

const ofJournal =
  (value: (lag: NonNullable<OutsideFigures['journal']>) => number) =>
  ({ outside }: Figures): ReadonlyArray<Sample> =>
    outside.journal === null ? [] : single(value(outside.journal))

type Row = [type: 'gauge' | 'counter', name: string, labels: string, help: string]

const row = (
  [type, name, labels, help]: Row,
  samples: (figures: Figures) => ReadonlyArray<Sample>,
): MetricRow => ({
  type,
  name: `shadowtape_${name}`,
  help,
  labels: labels === '' ? [] : labels.split(' '),
  samples,
})

const timing = (
  name: string,
  help: string,
  histogram: (session: SessionMetrics) => TimeHistogram,
): MetricRow => ({
  type: 'histogram',
  name: `shadowtape_${name}`,
  help,
  labels: [],
  histogram: ({ session }) => histogram(session),
})

/** Every metric there is, in the order in which they are told. */
export const metricTable: ReadonlyArray<MetricRow> = [
  row(
    ['gauge', 'session_info', 'session strategy', 'Always 1; says what is recorded.'],
    ({ session: { session, strategy } }) => [{ labels: { session, strategy }, value: 1 }],
  ),
  row(
    ['gauge', 'orders', 'status', 'Orders of each status, as we have heard; all that ever were.'],
    ({ session }) =>
      orderStatuses.map((status) => ({
        labels: { status: status.replace('-', '_') },
        value: session.orders[status],
      })),
  ),
  row(['counter', 'orders_placed_total', '', 'Orders that risk let through.'], ({ session }) =>
    single(session.placed),
  ),
  row(
    ['counter', 'orders_denied_total', 'reason', 'Orders that we denied ourselves.'],
    ({ session }) => byReason(DenialReason, session.deniedByReason),
  ),
  row(
    ['counter', 'orders_rejected_total', 'reason', 'Orders that the venue refused.'],
    ({ session }) => byReason(RejectionReason, session.rejectedByReason),
  ),
  row(
    ['counter', 'orders_canceled_total', 'reason', 'Orders that the venue took off.'],
    ({ session }) => byReason(CanceledReason, session.canceledByReason),
  ),
  row(['counter', 'fills_total', 'side liquidity', 'Fills of our orders.'], fills),
  row(
    ['counter', 'freezes_total', 'reason', 'How often trading was frozen, in any scope.'],
    ({ session }) => byReason(FreezeReason, session.freezesByReason),
  ),
  row(
    ['counter', 'reductions_total', 'reason', 'How often trading was made to reduce only.'],
    ({ session }) => byReason(FreezeReason, session.reductionsByReason),
  ),
  row(['counter', 'thaws_total', '', 'How often trading was let go on.'], ({ session }) =>
    single(session.thaws),
  ),
  row(
    ['gauge', 'trading_state', 'scope name state', '1 for what a scope is by itself, else 0.'],
    tradingStates,
  ),
  row(
    ['gauge', 'edge_bps', 'account symbol', 'What a fill is worth; an empty label means all.'],
    edges,
  ),
  timing(
    'order_acknowledgement_seconds',
    'From placing an order to hearing that the venue has it.',
    ({ toAcknowledged }) => toAcknowledged,
  ),
  timing(
    'order_fill_seconds',
    'From placing an order to hearing of the fill that completes it.',
    ({ toFilled }) => toFilled,
  ),
  row(
    ['gauge', 'feed_lag_seconds', 'symbol', "Time of the last market message, less the venue's."],
    ({ session }) =>
      Object.entries(session.feedLagUs).map(([symbol, us]) => ({
        labels: { symbol },
        value: us / 1e6,
      })),
  ),
  row(
    ['gauge', 'engine_time_seconds', '', 'Engine time of the last line, since 1970.'],
    ({ session }) => single(session.at / 1e6),
  ),
  row(['counter', 'inputs_total', '', 'What came in.'], ({ session }) => single(session.inputs)),
  row(['counter', 'journal_lines_total', '', 'Lines of the journal.'], ({ session }) =>
    single(session.seq),
  ),
  row(
    ['counter', 'journal_written_bytes_total', '', 'Bytes that the system took.'],
    ofJournal(({ writtenBytes }) => writtenBytes),
  ),
  row(
    ['counter', 'journal_durable_bytes_total', '', 'Bytes known to be on the device.'],
    ofJournal(({ durableBytes }) => durableBytes),
  ),
  row(
    ['gauge', 'journal_lag_bytes', '', 'Bytes written and not known to be on the device.'],
    ofJournal(({ writtenBytes, durableBytes }) => writtenBytes - durableBytes),
  ),
  row(
    ['gauge', 'journal_lag_lines', '', 'Lines recorded since all was known to be on the device.'],
    ofJournal(({ lines }) => lines),
  ),
  row(
    ['gauge', 'rate_limit_tokens', 'budget', 'Requests that a budget allows at once.'],
    ({ outside }) =>
      [...outside.rateLimitTokens].map(([budget, value]) => ({ labels: { budget }, value })),
  ),
  row(
    ['gauge', 'stream_connected', 'stream', '1 while a stream is connected, else 0.'],
    ofStreams(({ isConnected }) => (isConnected ? 1 : 0)),
  ),
  row(
    ['counter', 'stream_reconnects_total', 'stream', 'How often a stream connected again.'],
    ofStreams(({ reconnects }) => reconnects),
  ),
  row(
    ['counter', 'stream_gaps_total', 'stream', 'How often messages of a stream were missing.'],
    ofStreams(({ gaps }) => gaps),
  ),
  row(
    ['gauge', 'symbols_left_out', '', 'Symbols that have no figures of their own.'],
    ({ session }) => single(session.symbolsBeyond),
  ),
  row(
    ['counter', 'metric_faults_total', '', 'Lines that contradict those before them.'],
    ({ session }) => single(session.faults),
  ),
]
