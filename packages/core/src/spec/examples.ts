import { isLeft } from 'fp-ts/Either'

import { generatorName } from '../base/random'
import { plainOrder } from '../deciders/strategy'
import { bybitAnswer, bybitCancel, bybitNothingToCancel } from '../deciders/venue/bybit-answers'
import type { Message } from '../events/entry'
import type { InstrumentListed } from '../events/instrument-listed'
import { formatName, formatVersion } from '../journal/catalogue'
import { accountsText } from '../state/account-terms'
import { mainAccount } from '../units/account-name'
import { plainAccount } from '../units/account-terms'
import { knownBehaviors } from '../units/behavior-flags'
import { noDigest } from '../units/digest'
import { messageOfJson } from '../journal/json-line'
import type { Scales } from '../journal/scales'
import { scalesOf } from '../journal/scales'
import type { CanceledReason } from '../units/canceled-reason'
import type { DryRunRejection } from '../units/rejection-reason'

/** The message of a type. */
export type MessageOf<T extends Message['type']> = Extract<Message, { readonly type: T }>

/** Some fields of a message, as a journal line carries them: decimals are texts, `'61000.50'`. */
export type Values<T extends Message['type']> = {
  readonly [K in Exclude<keyof MessageOf<T>, 'type'>]?: unknown
}

const own = { account: mainAccount }
const noStop = {
  account: mainAccount,
  takeProfit: null,
  stopLoss: null,
  tpTriggerBy: 'LastPrice',
  slTriggerBy: 'LastPrice',
}

/**
 * What a message says where an example does not: an order is a plain limit order, a fill a maker's,
 * a trading stop has no price and looks at the last one, and the venue's words are those that go
 * with its reasons.
 */
const usual: { readonly [T in Message['type']]?: (values: Values<T>) => Values<T> } = {
  PlaceOrder: () => plain,
  OrderPlaced: () => plain,
  TickerUpdated: () => ({ fundingRate: null, nextFundingAt: null }),
  OrderDenied: () => ({ ...own, orderType: 'Limit' }),
  OrderAccepted: () => ({ price: '61000', orderStatus: 'New' }),
  OrderFilled: () => ({
    ...own,
    feeCoin: 'USDT',
    feeQty: null,
    liquidity: 'Maker',
    against: 'DRAW',
  }),
  OrderRejected: ({ reason }) => ({ ...own, ...bybitAnswer(reason as DryRunRejection, 'linear') }),
  MarkoutMeasured: () => own,
  FundingSettled: () => own,
  EdgeUpdated: () => ({ account: null }),
  CancelAllOrders: () => ({ account: null }),
  FreezeTrading: () => ({ account: null }),
  ReduceTrading: () => ({ account: null }),
  ThawTrading: () => ({ account: null }),
  TradingThawed: () => ({ account: null }),
  AmendRejected: ({ reason }) => bybitAnswer(reason as DryRunRejection, 'linear'),
  CancelRejected: () => bybitNothingToCancel('linear'),
  SetTradingStop: () => noStop,
  TradingStopPlaced: () => noStop,
  TradingStopSet: () => noStop,
  TradingStopRejected: ({ reason }) => ({
    ...own,
    ...bybitAnswer(reason as DryRunRejection, 'linear'),
  }),
  TradingStopTriggered: () => own,
  OrderCanceled: ({ reason }) => ({
    orderStatus: 'Cancelled',
    ...bybitCancel[reason as Exclude<CanceledReason, 'VENUE'>],
  }),
}

/**
 * A message from the values a journal line would carry, through its codec, so that it cannot be
 * invalid: throws an Error that names the field. Prices and quantities are read at the scales of
 * `listed`, by default those of `anInstrument()`, whatever the symbol. Of some messages, fields
 * that are nearly always the same may be left out.
 */
export const example = <T extends Message['type']>(
  type: T,
  values: Values<T>,
  listed: Pick<InstrumentListed, 'priceScale' | 'qtyScale'> = anInstrument(),
): MessageOf<T> => {
  const { symbol } = values as { readonly symbol?: unknown }
  const whole = { ...usual[type]?.(values), ...values }
  return decoded(type, whole, new Map([[String(symbol), scalesOf(listed)]]))
}

/** BTCUSDT at price scale 2 and quantity scale 3: a tick of 0.50, a lot of 0.001. */
export const anInstrument = (values: Values<'InstrumentListed'> = {}): InstrumentListed =>
  decoded('InstrumentListed', { ...btc, ...values }, new Map())

/**
 * The header of a session: a dry-run Bybit that fills every order after 50 ms without fees, wide
 * limits, an edge threshold of 1.5 bps.
 */
export const aSession = (values: Values<'SessionOpened'> = {}): MessageOf<'SessionOpened'> =>
  decoded('SessionOpened', { ...header, ...values }, new Map())

/** A quote of 61000.00 to 61001.00. */
export const aQuote = (
  values: Values<'QuoteObserved'> = {},
  listed?: InstrumentListed,
): MessageOf<'QuoteObserved'> => example('QuoteObserved', { ...quote, ...values }, listed)

/** A wish to buy 0.010 at 61000.00. */
export const aPlaceOrder = (
  values: Values<'PlaceOrder'> = {},
  listed?: InstrumentListed,
): MessageOf<'PlaceOrder'> => example('PlaceOrder', { ...order, ...values }, listed)

/** An edge of 5 bps in BTCUSDT. */
export const anEdge = (values: Values<'EdgeUpdated'> = {}): MessageOf<'EdgeUpdated'> =>
  example('EdgeUpdated', { symbol, edgeBps: '5', ...externally, ...values })

/** A freeze of everything by the operator `ana`, with nothing held, open or measured. */
export const aFreeze = (values: Values<'TradingFrozen'> = {}): MessageOf<'TradingFrozen'> =>
  example('TradingFrozen', { ...freeze, ...values })

const externally = { source: 'external', mean: null, fills: null, fromSeq: null, horizonUs: null }

const decoded = <T extends Message['type']>(
  type: T,
  values: Values<T>,
  table: Map<string, Scales>,
): MessageOf<T> => {
  const message = messageOfJson(type, values, table)
  if (isLeft(message)) throw new Error(`not an example of ${type}: ${message.left.says}`)
  return message.right as MessageOf<T>
}

const symbol = 'BTCUSDT'

const btc: Values<'InstrumentListed'> = {
  symbol,
  category: 'linear',
  baseCoin: 'BTC',
  quoteCoin: 'USDT',
  priceScale: 2,
  qtyScale: 3,
  tickSize: '0.50',
  lotSize: '0.001',
  minQty: '0.001',
  maxQty: '100',
  maxMarketQty: '50',
  minNotionalUsd: '5',
  priceLimitX: null,
  priceLimitY: null,
}

const quote: Values<'QuoteObserved'> = {
  symbol,
  bid: '61000',
  bidQty: '1',
  ask: '61001',
  askQty: '1',
  venueAt: null,
  crossSeq: null,
}

const order: Values<'PlaceOrder'> = {
  symbol,
  side: 'Buy',
  price: '61000',
  qty: '0.010',
}

const { type: _, ...plain } = plainOrder
const freeze: Values<'TradingFrozen'> = {
  reason: 'OPERATOR',
  rule: null,
  account: null,
  symbol: null,
  scope: 'session',
  observed: null,
  threshold: null,
  unit: null,
  horizonUs: null,
  windowLines: 0,
  fromSeq: null,
  windowSeqs: '',
  inventory: '{}',
  openOrders: 0,
  edgeByHorizon: null,
  stateDigest: noDigest,
  actor: 'ana',
  note: 'lunch',
}

const header: Values<'SessionOpened'> = {
  format: formatName,
  formatVersion,
  engine: 'shadowtape',
  engineVersion: '0.0.0',
  catalogue: noDigest,
  session: 'example',
  source: 'example',
  inputs: 'market,edge,operator',
  symbols: symbol,
  venue: 'bybit',
  fillModel: 'scheduled',
  queueModel: 'risk-averse',
  queuePower: '1',
  fillRate: '1',
  rejectRate: '0',
  partialFillRate: '0',
  latencyUs: 50_000,
  feedLatency: '0',
  entryLatency: '0',
  responseLatency: '0',
  makerFeeRate: '0',
  takerFeeRate: '0',
  accounts: accountsText([plainAccount(mainAccount)]),
  seed: 42,
  generator: generatorName,
  strategy: 'none',
  strategyParams: '{}',
  strategyDigest: null,
  inventoryUsdMax: '1000000',
  totalNotionalUsdMax: '5000000',
  edgeThresholdBps: '1.5',
  edgeSource: 'external',
  riskRules: '[]',
  markoutHorizonsUs: '',
  edgeHorizonUs: 1_000_000,
  edgeFillsMin: 10,
  edgeFillsMax: 50,
  edgeMean: 'window',
  edgeHalfLifeFills: 0,
  edgeScope: 'symbol',
  sealLinesMax: 1_000,
  sealBytesMax: 1_000_000,
  snapshotLinesMax: 0,
  stateDigestLinesMax: 0,
  rollBytesMax: 0,
  rollAfterUs: 0,
  fsync: 'none',
  fsyncIntervalUs: 0,
  behaviors: knownBehaviors.all,
  settings: '{}',
  configDigest: noDigest,
}
