import type { CaptureSummary } from '@shadowtape/adapters'
import type { Restriction, State } from '@shadowtape/core'
import { formatDecimal, hasSeveralAccounts, usdScale } from '@shadowtape/core'

import type { RecordingDone } from '../sessions/recorder'
import { execDemoReport } from './exec-demo-report'
import { usdText } from './for-people'
import { accountsJson, balanceLines } from './balances-report'
import { aboutText, freezeText } from './freeze-text'
import type { Holding } from './holdings'
import { holdings } from './holdings'
import { markoutLines, markoutsJson, markoutsTotalJson } from './markouts-report'
import { qualityJson, qualityLines } from './quality-report'
import { grouped, quantity } from './quantity-text'
import { utcIso } from './utc-iso'

/** What a session over a capture came to. */
export type SessionOutcome = {
  readonly state: State
  readonly summary: CaptureSummary | null
  readonly recording: RecordingDone
  readonly journal: string | null
}

/** The session report for programs; decimals are texts, so that none is rounded. */
export const sessionJson = (outcome: SessionOutcome): Readonly<Record<string, unknown>> => {
  const { state, summary, recording, journal } = outcome
  const { risk } = execDemoReport(state, 0, [], 0)
  const hasSeveral = hasSeveralAccounts(state)
  return {
    session: state.config?.session ?? null,
    strategy: state.config?.strategy ?? null,
    span:
      summary === null
        ? null
        : { first: isoOrNull(summary.firstAt), last: isoOrNull(summary.lastAt) },
    capture:
      summary === null
        ? null
        : {
            lines: summary.lines,
            messages: Object.fromEntries(summary.messages),
            ignored: Object.fromEntries(summary.ignored),
            problems: Object.fromEntries(summary.problems),
          },
    totals: state.totals,
    open_orders: state.orders.openCount,
    accounts: accountsJson(state),
    positions: Object.fromEntries(
      holdings(state).map((held) => [
        hasSeveral ? `${held.account} ${held.symbol}` : held.symbol,
        {
          qty: formatDecimal(held.qty, held.qtyScale),
          fills: held.fills,
          worth_usd: formatDecimal(held.worthUsd, usdScale),
          realized_usd: formatDecimal(held.realizedUsd, usdScale),
          unrealized_usd: formatDecimal(held.unrealizedUsd, usdScale),
          fees_usd: formatDecimal(held.feesUsd, usdScale),
          funding_usd: formatDecimal(held.fundingUsd, usdScale),
        },
      ]),
    ),
    risk: { ...(risk as object), restricted: restrictedJson(state) },
    markouts: markoutsJson(state),
    markouts_total: markoutsTotalJson(state),
    quality: qualityJson(state),
    journal: { path: journal, ...recording },
  }
}

/** The session report for people. */
export const sessionText = (outcome: SessionOutcome): string => {
  const { state, summary, recording, journal } = outcome
  const { risk } = state
  const hasSeveral = hasSeveralAccounts(state)
  const lines = [
    ...captureLinesOf(summary),
    `orders    ${ordersText(state)}`,
    ...holdings(state).map((held) => holdingText(held, hasSeveral)),
    ...balanceLines(state),
    ...markoutLines(state),
    ...qualityLines(state),
    risk.last === null
      ? 'risk      never froze'
      : `risk      ${restrictedText(state)}: ${riskText(risk.last)}`,
    `journal   ${journal ?? 'not kept'} · ${sizeText(recording)}`,
    `digest    ${recording.digest}`,
  ]
  return `${lines.join('\n')}\n`
}

const ordersText = ({ totals, orders }: State): string =>
  [
    `${grouped(totals.placed)} placed`,
    `${grouped(totals.denied)} denied`,
    `${grouped(totals.rejected)} rejected`,
    `${grouped(totals.canceled)} canceled`,
    `${grouped(totals.filled)} filled`,
    `${grouped(orders.openCount)} open`,
  ].join(' · ')

const holdingText = (held: Holding, isOfSeveral: boolean): string =>
  [
    (isOfSeveral ? `${held.account} ` : '') +
      `${held.symbol.padEnd(9)} ${formatDecimal(held.qty, held.qtyScale)} held`,
    usdText(held.worthUsd, usdScale),
    quantity(held.fills, 'fill'),
    `realized ${usdText(held.realizedUsd, usdScale)}`,
    `unrealized ${usdText(held.unrealizedUsd, usdScale)}`,
    `fees ${usdText(held.feesUsd, usdScale)}`,
    ...(held.fundingUsd === 0 ? [] : [`funding ${usdText(held.fundingUsd, usdScale)}`]),
  ].join(' · ')

const riskText = ({ seq, event }: NonNullable<State['risk']['last']>): string =>
  `${freezeText(event)} (${aboutText(event)}, line ${grouped(seq)})`

/** What is restricted at the end: everything, accounts, or single symbols; `thawed` for nothing. */
const restrictedText = ({ risk: { session, accounts, symbols } }: State): string => {
  const parts = [
    ...(session === null ? [] : [restrictionText(session)]),
    ...Object.entries(accounts).map(([account, own]) => `${account} ${restrictionText(own)}`),
    ...Object.entries(symbols).map(([symbol, own]) => `${symbol} ${restrictionText(own)}`),
  ]
  return parts.length === 0 ? 'thawed' : parts.join(', ')
}

const restrictionText = ({ state }: Restriction): string =>
  state === 'frozen' ? 'FROZEN' : 'REDUCING'

const restrictedJson = ({ risk: { session, accounts, symbols } }: State) => ({
  session: session?.state ?? null,
  accounts: statesOf(accounts),
  symbols: statesOf(symbols),
})

const statesOf = (restrictions: Readonly<Record<string, Restriction>>) =>
  Object.fromEntries(Object.entries(restrictions).map(([name, { state }]) => [name, state]))

const sizeText = ({ lines, bytes }: RecordingDone): string =>
  `${quantity(lines, 'line')} · ${grouped(bytes)} bytes`

const captureLinesOf = (summary: CaptureSummary | null): ReadonlyArray<string> => {
  if (summary === null) return ['capture   stopped by the operator']
  const messages = [...summary.messages].map(([topic, count]) => `${topic} ${grouped(count)}`)
  const problems = [...summary.problems].map(([kind, count]) => `${kind} ${grouped(count)}`)
  const ignored = [...summary.ignored].map(([reason, count]) => `${reason} ${grouped(count)}`)
  return [
    `capture   ${quantity(summary.lines, 'line')} · ${messages.join(' · ')}`,
    `span      ${isoOrNull(summary.firstAt) ?? ''} to ${isoOrNull(summary.lastAt) ?? ''}`,
    ...(ignored.length > 0 ? [`ignored   ${ignored.join(' · ')}`] : []),
    ...(problems.length > 0 ? [`left out  ${problems.join(' · ')}`] : []),
  ]
}

const isoOrNull = (us: number | null): string | null => (us === null ? null : utcIso(us))
