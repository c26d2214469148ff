import { messageName } from '@shadowtape/core'

import { printable } from './printable'

type Fields = Readonly<Record<string, unknown>>

/** A message's fields on one line, for people. `fields` is a journal line as JSON gives it. */
export const messageText = (fields: Fields): string => {
  const type = messageName(String(fields['type']))
  const write = Object.hasOwn(writers, type) ? writers[type] : undefined
  return printable(write === undefined ? anyText(fields) : write(reader(fields)))
}

/** Gives a field's text; nothing for what is absent or null, with a prefix where there is one. */
type Read = (name: string, before?: string, after?: string) => string

const reader =
  (fields: Fields): Read =>
  (name, before = '', after = '') => {
    const value = fields[name]
    return value === undefined || value === null ? '' : `${before}${valueText(value)}${after}`
  }

/** The account, where it is not the one that a session without accounts has. */
const whose = (f: Read): string => (f('account') === 'main' ? '' : f('account', '', ' '))
const order = (f: Read): string =>
  `${whose(f)}${f('symbol')} ${f('side')} ${f('qty')} @ ${f('price') || 'market'}`
const isSaid = (f: Read, name: string, usual: string): string =>
  f(name) === usual ? '' : f(name, ' ')
const terms = (f: Read): string =>
  isSaid(f, 'timeInForce', 'GTC') +
  (f('reduceOnly') === 'true' ? ' reduce-only' : '') +
  f('triggerPrice', f('triggerDirection', ' on ', ' of ') + f('triggerBy', '', ' to ')) +
  isSaid(f, 'smpType', 'None')
const link = (f: Read): string => f('orderLinkId', ' link ')
const shortDigest = (f: Read, name: string): string => `${f(name).slice(0, 12)}…`
const sizedPrice = (f: Read, price: string, qty: string): string =>
  f(price) === '' ? 'none' : `${f(qty, '', ' @ ')}${f(price)}`

const limit = (f: Read): string =>
  f('observed', ' ') + f('limit', ' > ') + f('unit', ' ') + f('rule', ', rule ')
const ours = (f: Read): string => f('orderId') || `not ours (${f('venueOrderId')})`
const by = (f: Read): string => (f('source') === 'QUERY' ? ', by a query' : '')
const rejection = (f: Read): string => `${f('reason')} (${f('retCode')} ${f('retMsg')})`
const amended = (f: Read): string => f('qty', ' to ') + f('price', ' @ ')
const stopPrices = (f: Read): string => {
  const profit = f('takeProfit', ' take-profit ', f('tpTriggerBy', ' by '))
  const loss = f('stopLoss', ' stop-loss ', f('slTriggerBy', ' by '))
  return whose(f) + f('symbol') + (profit + loss || ' no trading stop')
}
const ofWhat = (f: Read): string => f('account', '', ' ') + f('symbol', '', ' ') || 'all '
const byWhom = (f: Read): string => `${ofWhat(f)}${f('actor')}: ${f('note')}`
const restricted = (f: Read): string =>
  `${restrictedWhat(f)} ${f('reason')}${f('scope') === 'account' ? '' : f('account', ' ')}` +
  `${f('scope') === 'symbol' ? '' : f('symbol', ' ')}${f('observed', ' ')}` +
  `${f('threshold', f('reason') === 'EDGE_DEGRADATION' ? ' < ' : ' > ')}${f('unit', ' ')}` +
  `${f('rule', ', rule ')}${window(f)}${f('actor', ' by ', ': ')}${f('note')}` +
  `, open orders ${f('openOrders')}, held ${f('inventory')}`
const restrictedWhat = (f: Read): string =>
  f('scope') === 'session' ? 'all' : f(f('scope') === 'account' ? 'account' : 'symbol')
const window = (f: Read): string =>
  f('fromSeq', f('windowLines', ', on ', f('windowLines') === '1' ? ' line ' : ' lines from '))

const evidence = (f: Read): string =>
  f('fills', ' over ', ' fills') + f('fromSeq', ' from line ') + f('horizonUs', ', ', ' us after')

const writers: Readonly<Record<string, (f: Read) => string>> = {
  SessionOpened: (f) =>
    `${f('session')} ${f('symbols')}, strategy ${f('strategy')}, ` +
    `venue ${f('venue')}, seed ${f('seed')}`,
  InstrumentListed: (f) =>
    `${f('symbol')} ${f('category')}, tick ${f('tickSize')}, lot ${f('lotSize')}`,
  QuoteObserved: (f) =>
    `${f('symbol')} bid ${sizedPrice(f, 'bid', 'bidQty')} ask ${sizedPrice(f, 'ask', 'askQty')}`,
  BookUpdated: (f) =>
    `${f('symbol')} ${f('kind')} of ${f('depth')}: ` +
    `bids ${f('bids')}, asks ${f('asks')}, u ${f('updateId')}`,
  TradePrinted: order,
  TickerUpdated: (f) =>
    `${f('symbol')}${f('last', ' last ')}${f('mark', ' mark ')}${f('index', ' index ')}` +
    f('fundingRate', ' funding '),
  FundingSettled: (f) =>
    `${whose(f)}${f('symbol')} ${f('side') || 'nothing held'} ${f('qty')} at ${f('mark')} times ` +
    `${f('rate')}: paid ${f('amount')}`,
  EdgeUpdated: (f) =>
    `${f('account', '', ' ')}${f('symbol') || 'all symbols'} ${f('edgeBps')} bps, ` +
    `${f('source')}${f('mean', ' ')}${evidence(f)}`,
  MarkoutMeasured: (f) =>
    `${f('fillId')} ${whose(f)}${f('symbol')} ` +
    `${f('markoutBps') || 'no'} bps after ${f('horizonUs')} us, ` +
    `bid ${f('bid') || 'none'} ask ${f('ask') || 'none'}`,
  ClockAdvanced: () => '',
  PlaceOrder: (f) => `${order(f)}${terms(f)}${link(f)}`,
  AmendOrder: (f) => `${f('orderId')} ${f('symbol')}${amended(f)}`,
  AmendPlaced: (f) => `${f('orderId')} ${f('symbol')}${amended(f)}`,
  AmendDenied: (f) => `${f('orderId')} ${f('symbol')}${amended(f)} ${f('reason')}${limit(f)}`,
  AmendRejected: (f) => `${f('orderId')} ${f('symbol')} ${rejection(f)}`,
  OrderAmended: (f) =>
    `${f('orderId')} ${f('symbol')}${amended(f)}, leaves ${f('leavesQty')}, ` +
    `${f('keepsPlace') === 'true' ? 'keeps' : 'loses'} its place`,
  OrderTriggered: (f) =>
    `${f('orderId')} ${f('symbol')} ${f('triggerBy')} came to ${f('triggeredAt')}, ` +
    `up to ${f('price')}`,
  Delivered: () => 'heard of',
  CancelOrder: (f) => `${f('orderId')} ${f('symbol')} ${f('reason')}`,
  SetTradingStop: stopPrices,
  TradingStopPlaced: stopPrices,
  TradingStopSet: stopPrices,
  TradingStopRejected: (f) => `${whose(f)}${f('symbol')} ${rejection(f)}`,
  TradingStopTriggered: (f) =>
    `${f('orderId')} ${whose(f)}${f('symbol')} ${f('stopOrderType')}: ${f('triggerBy')} came to ` +
    `${f('triggeredAt')}, ${f('side')} ${f('qty')} up to ${f('price')}`,
  CancelAllOrders: (f) => f('account', '', ' ') + (f('symbol') || 'all symbols'),
  FreezeTrading: byWhom,
  ReduceTrading: byWhom,
  ThawTrading: byWhom,
  CloseSession: (f) => f('reason'),
  OrderPlaced: (f) => `${f('orderId')} ${order(f)}${terms(f)}${link(f)}`,
  OrderDenied: (f) => `${order(f)} ${f('reason')}${limit(f)}`,
  OrderAccepted: (f) => `${f('orderId')} ${f('symbol')} ${f('orderStatus')}`,
  OrderRejected: (f) => `${f('orderId')} ${whose(f)}${f('symbol')} ${rejection(f)}`,
  OrderFilled: (f) =>
    `${f('orderId')} ${order(f)}, leaves ${f('leavesQty')}, fee ${f('fee')}` +
    `${f('feeQty', ' as ', ` ${f('feeCoin')}`)}, ` +
    `${f('liquidity').toLowerCase()} against ${f('against').toLowerCase()}`,
  OrderCanceled: (f) => `${f('orderId')} ${f('symbol')} leaves ${f('leavesQty')}, ${f('reason')}`,
  CancelRejected: (f) => `${f('orderId')} ${f('symbol')} ${rejection(f)}`,
  RequestAnswered: (f) =>
    `${f('orderId')} ${f('symbol')} ${f('request')} ${f('outcome')}` +
    `${f('retCode', ' ')}${f('retMsg', ' ')}${f('venueOrderId', ', its ')}`,
  RequestRetried: (f) =>
    `${f('orderId', '', ' ')}${f('path')} ${f('reason')}, attempt ${f('attempt')}, ` +
    `again in ${f('waitUs')} us`,
  OrderReported: (f) =>
    `${ours(f)} ${order(f)} ${f('orderStatus')}, filled ${f('cumQty')}` +
    `${isSaid(f, 'cancelType', 'UNKNOWN')}${isSaid(f, 'rejectReason', 'EC_NoError')}${by(f)}`,
  ExecutionReported: (f) =>
    `${ours(f)} ${order(f)} ${f('execType')} ${f('execId')}, fee ${f('fee')} ${f('feeCoin')}` +
    `, ${f('liquidity').toLowerCase()}${by(f)}`,
  PositionReported: (f) =>
    `${f('symbol')} ${f('side') || 'nothing held'} ${f('qty')} at ${f('entryPrice')}${by(f)}`,
  WalletReported: (f) => `${f('coin')} ${f('walletBalance')}, equity ${f('equity')}${by(f)}`,
  TradingFrozen: restricted,
  TradingReduced: restricted,
  TradingThawed: byWhom,
  LinesLost: (f) => `${f('bytes')} bytes, seq ${f('fromSeq')} to ${f('toSeq') || 'no known one'}`,
  SegmentOpened: (f) => `segment ${f('segment')}, behind ${shortDigest(f, 'predecessor')}`,
  SnapshotTaken: (f) => `state ${shortDigest(f, 'stateDigest')}`,
  SessionResumed: (f) =>
    `${f('keptLines')} lines kept, ${f('cutBytes')} bytes of a torn line left out`,
  SettingsChanged: (f) => `by ${f('actor')}: ${settingsText(f('was'), f('now'))}`,
  Sealed: (f) =>
    `${f('lines')} lines, ${f('bytes')} bytes, ${shortDigest(f, 'digest')}` +
    (f('stateDigest') === '' ? '' : `, state ${shortDigest(f, 'stateDigest')}`),
  SessionClosed: (f) =>
    `${f('lines')} lines, ${f('inputs')} inputs, head ${shortDigest(f, 'digest')}`,
}

/** What each setting was, and what it is now; a text that is none is told as it stands. */
const settingsText = (was: string, now: string): string => {
  const [before, after] = [recordOf(was), recordOf(now)]
  if (before === null || after === null) return `${was} -> ${now}`
  const names = Object.keys(after)
  if (names.length === 0) return 'none'
  return names
    .map((name) => `${name} ${valueText(before[name] ?? null)} -> ${valueText(after[name])}`)
    .join(', ')
}

const recordOf = (text: string): Fields | null => {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null ? (value as Fields) : null
  } catch {
    return null
  }
}

const envelope = ['seq', 'at', 'cause', 'type', 'crc']

/** For a message this program has no words for. */
const anyText = (fields: Fields): string =>
  Object.entries(fields)
    .filter(([name, value]) => value !== null && !envelope.includes(name))
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(', ')

const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return levelsText(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Book levels: how many, and the first. */
const levelsText = (levels: ReadonlyArray<unknown>): string => {
  const [first] = levels
  if (!Array.isArray(first)) return '0'
  return `${String(levels.length)} (${String(first[1])} @ ${String(first[0])})`
}
