import type { Restriction, State } from '@shadowtape/core'
import { formatDecimal, hasSeveralAccounts, usdScale } from '@shadowtape/core'

import { execDemoReport } from './exec-demo-report'
import { usdText } from './for-people'
import { accountsJson, balanceLines } from './balances-report'
import { aboutText, freezeText } from './freeze-text'
import type { Holding } from './holdings'
import { holdings } from './holdings'
import { markoutLines, markoutsJson, markoutsTotalJson } from './markouts-report'
import { qualityJson, qualityLines } from './quality-report'
import { grouped, quantity } from './quantity-text'

/** What a state comes to, for programs; decimals are texts, so that none is rounded. */
export const stateJson = (state: State): Readonly<Record<string, unknown>> => {
  const { risk } = execDemoReport(state, 0, [], 0)
  const hasSeveral = hasSeveralAccounts(state)
  return {
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
  }
}

/** What a state comes to, for people, a line each. */
export const stateLines = (state: State): ReadonlyArray<string> => {
  const { risk } = state
  const hasSeveral = hasSeveralAccounts(state)
  return [
    `orders    ${ordersText(state)}`,
    ...holdings(state).map((held) => holdingText(held, hasSeveral)),
    ...balanceLines(state),
    ...markoutLines(state),
    ...qualityLines(state),
    risk.last === null
      ? 'risk      never froze'
      : `risk      ${restrictedText(state)}: ${riskText(risk.last)}`,
  ]
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
