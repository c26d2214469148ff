import type { AccountName, Entry, Instrument, Message, State } from '@shadowtape/core'
import { bpsScale, hasSeveralAccounts, usdScale } from '@shadowtape/core'

import { holdingOf, netOf } from '../reports/holdings'
import type { OwnTouch } from './own-touch'
import { ownTouches } from './own-touch'
import type { PlotKind } from './plot-schemas'

/** The values of a plot's message; what is not known is left out. */
export type PlotValues = Readonly<Record<string, number | string | undefined>>

/** A message of a plot: its topic, what kind of plot it is, and its values. */
export type PlotPoint = {
  readonly topic: string
  readonly kind: PlotKind
  readonly values: PlotValues
}

/** A scaled whole number as the nearest double: for pictures, not for sums. */
export const numberOf = (value: number, scale: number): number => value / 10 ** scale

const numberOrNone = (value: number | null, scale: number): number | undefined =>
  value === null ? undefined : numberOf(value, scale)

/** Gives the plots that a line can have changed, as they are in the state that the line made. */
export type Plots = (state: State, entry: Entry) => ReadonlyArray<PlotPoint>

/** Plots of every symbol, or of one. */
export const newPlots = (symbol: string | undefined): Plots => {
  const own = ownTouches()
  return (state, entry) => {
    const { message } = entry
    const changes = changesBy(message.type)
    const points: Array<PlotPoint> = []
    if (changes.orders) own.forget()
    for (const instrument of changes.holdings ? aboutWhich(state, message) : [])
      if (symbol === undefined || symbol === instrument.symbol)
        points.push(...ofSymbol(state, instrument, own.of(state, instrument.symbol)))
    if (changes.edge) points.push(...edges(state, symbol))
    if (changes.trading) points.push(...tradingStates(state, symbol))
    if (message.type === 'OrderFilled' && message.symbol === (symbol ?? message.symbol))
      points.push(fillPoint(state, message))
    return points
  }
}

type Changes = {
  readonly orders?: true
  readonly holdings?: true
  readonly edge?: true
  readonly trading?: true
}

const changesBy = (type: Message['type']): Changes => {
  switch (type) {
    case 'QuoteObserved':
    case 'BookUpdated':
    case 'TradePrinted':
    case 'TickerUpdated':
    case 'FundingSettled':
      return { holdings: true }
    case 'OrderAccepted':
    case 'OrderAmended':
    case 'OrderCanceled':
    case 'OrderFilled':
    case 'OrderRejected':
    case 'TradingStopTriggered':
      return { orders: true, holdings: true }
    case 'EdgeUpdated':
      return { edge: true }
    case 'TradingFrozen':
    case 'TradingReduced':
    case 'TradingThawed':
      return { trading: true }
    // what is delivered may be any of these
    case 'Delivered':
    case 'InstrumentListed':
    case 'SessionClosed':
      return { orders: true, holdings: true, edge: true, trading: true }
    default:
      return {}
  }
}

/** The symbols a line is about; one that names none may be about any. */
const aboutWhich = (state: State, message: Message): ReadonlyArray<Instrument> => {
  const symbol = 'symbol' in message ? message.symbol : null
  const one = symbol === null ? undefined : state.instruments[symbol]
  return one === undefined ? Object.values(state.instruments) : [one]
}

const ofSymbol = (
  state: State,
  instrument: Instrument,
  own: OwnTouch,
): ReadonlyArray<PlotPoint> => [
  quotes(state, instrument, own),
  ...(Object.keys(state.accounts) as Array<AccountName>).flatMap((account) =>
    holdingPoints(state, instrument, account),
  ),
]

const quotes = (
  state: State,
  { symbol, priceScale, qtyScale }: Instrument,
  own: OwnTouch,
): PlotPoint => {
  const market = state.market[symbol]
  const price = (value: number | null = null) => numberOrNone(value, priceScale)
  const qty = (value: number | null = null) => numberOrNone(value, qtyScale)
  return {
    topic: `/quotes/${symbol}`,
    kind: 'Quotes',
    values: {
      ...{ bid: price(market?.bid), bidQty: qty(market?.bidQty) },
      ...{ ask: price(market?.ask), askQty: qty(market?.askQty) },
      ...{ mark: price(market?.mark), last: price(market?.last) },
      ...{ ownBid: price(own.bid?.price), ownBidQty: qty(own.bid?.qty) },
      ...{ ownAsk: price(own.ask?.price), ownAskQty: qty(own.ask?.qty) },
    },
  }
}

/** Where a plot of an account is: at the root, where there is no other account. */
const rootOf = (state: State, account: AccountName): string =>
  hasSeveralAccounts(state) ? `/accounts/${account}` : ''

const holdingPoints = (
  state: State,
  instrument: Instrument,
  account: AccountName,
): ReadonlyArray<PlotPoint> => {
  const { symbol, qtyScale } = instrument
  const holding = holdingOf(state, account, instrument)
  const usd = (value: number) => numberOf(value, usdScale)
  return [
    {
      topic: `${rootOf(state, account)}/inventory/${symbol}`,
      kind: 'Inventory',
      values: { qty: numberOf(holding.qty, qtyScale), notionalUsd: usd(holding.worthUsd) },
    },
    {
      topic: `${rootOf(state, account)}/pnl/${symbol}`,
      kind: 'Pnl',
      values: {
        realizedUsd: usd(holding.realizedUsd),
        unrealizedUsd: usd(holding.unrealizedUsd),
        feesUsd: usd(holding.feesUsd),
        fundingUsd: usd(holding.fundingUsd),
        netUsd: usd(netOf(holding)),
      },
    },
  ]
}

const edges = (state: State, only: string | undefined): ReadonlyArray<PlotPoint> => {
  const thresholdBps = numberOf(state.config?.edgeThresholdBps ?? 0, bpsScale)
  const tables = Object.entries(state.edge.byAccount).map(
    ([account, table]) => [`/accounts/${account}`, table] as const,
  )
  return [['', state.edge.said] as const, ...tables].flatMap(([root, { total, bySymbol }]) =>
    [['', total] as const, ...Object.entries(bySymbol)].flatMap(([symbol, edge]) =>
      edge === null || (only !== undefined && symbol !== '' && symbol !== only)
        ? []
        : {
            topic: symbol === '' ? `${root}/edge` : `${root}/edge/${symbol}`,
            kind: 'Edge',
            values: {
              edgeBps: numberOf(edge.edgeBps, bpsScale),
              thresholdBps,
              updates: edge.updates,
            },
          },
    ),
  )
}

const tradingStates = (state: State, only: string | undefined): ReadonlyArray<PlotPoint> => {
  const { session, accounts, symbols } = state.risk
  const shown = Object.keys(state.instruments).filter((symbol) => symbol === (only ?? symbol))
  const named = hasSeveralAccounts(state) ? Object.keys(state.accounts) : Object.keys(accounts)
  return [
    tradingPoint('/trading', session),
    ...named.map((name) =>
      tradingPoint(`/accounts/${name}/trading`, accounts[name as AccountName] ?? null),
    ),
    ...shown.map((symbol) =>
      tradingPoint(`/trading/${symbol}`, symbols[symbol as keyof typeof symbols] ?? null),
    ),
  ]
}

const tradingPoint = (topic: string, restriction: State['risk']['session']): PlotPoint => ({
  topic,
  kind: 'Trading',
  values: {
    frozen: restriction?.state === 'frozen' ? 1 : 0,
    reducing: restriction?.state === 'reducing' ? 1 : 0,
    reason: restriction?.reason,
  },
})

const fillPoint = (
  state: State,
  fill: Extract<Message, { readonly type: 'OrderFilled' }>,
): PlotPoint => {
  const { account, orderId, symbol, side, liquidity } = fill
  const { priceScale = 0, qtyScale = 0 } = state.instruments[symbol] ?? {}
  return {
    topic: `/fills/${symbol}`,
    kind: 'Fill',
    values: {
      ...{ account, orderId, side, liquidity },
      price: numberOf(fill.price, priceScale),
      qty: numberOf(fill.qty, qtyScale),
      fee: numberOf(fill.fee, priceScale + qtyScale),
    },
  }
}
