import type { PrivateReport } from '@shadowtape/adapters'
import type {
  Instrument,
  MarketSymbol,
  OrderId,
  Price,
  Qty,
  ReportSource,
  Side,
  Text,
  TimestampUs,
} from '@shadowtape/core'
import type { ExecutionReported, Input, OrderReported, PositionReported } from '@shadowtape/core'
import { Coin, parseDecimal } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

/** What has to be known to understand a report. */
export type ReportWords = {
  readonly instrumentOf: (symbol: string) => Instrument | undefined
  /** The order of ours that the venue names, by what we named it to the venue. */
  readonly orderOf: (orderLinkId: string) => OrderId | null
  /** Texts from outside go through this before they are recorded. */
  readonly clean: (text: string) => string
  /** When it came in, for what has no time of its own. */
  readonly heardAt: TimestampUs
}

/**
 * The inputs that a report of the venue's is: one, or one for each coin of a wallet. A report of a
 * symbol that the session does not trade is none. `Left` names the field that cannot be read.
 */
export const reportedInputs = (
  report: PrivateReport,
  source: ReportSource,
  words: ReportWords,
): Either<string, ReadonlyArray<Input>> => {
  try {
    return right(inputsOf(report, source, words))
  } catch (error) {
    if (error instanceof Unreadable) return left(error.message)
    throw error
  }
}

/** A field that is not what it should be. */
class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

const inputsOf = (
  report: PrivateReport,
  source: ReportSource,
  words: ReportWords,
): ReadonlyArray<Input> => {
  if (report.type === 'Wallet')
    return report.report.coin.flatMap(({ coin, walletBalance, equity }) =>
      Coin.is(coin)
        ? [
            {
              type: 'WalletReported',
              coin,
              walletBalance: words.clean(walletBalance) as Text,
              equity: words.clean(equity ?? '') as Text,
              source,
              venueAt: words.heardAt,
            },
          ]
        : [],
    )
  const instrument = words.instrumentOf(report.report.symbol)
  if (instrument === undefined) return []
  switch (report.type) {
    case 'Order':
      return [orderReported(report.report, source, instrument, words)]
    case 'Execution':
      return [executionReported(report.report, source, instrument, words)]
    case 'Position':
      return [positionReported(report.report, source, instrument, words)]
  }
}

type Of<T extends PrivateReport['type']> = Extract<PrivateReport, { type: T }>['report']

const orderReported = (
  row: Of<'Order'>,
  source: ReportSource,
  instrument: Instrument,
  words: ReportWords,
): OrderReported => ({
  type: 'OrderReported',
  orderId: words.orderOf(row.orderLinkId ?? ''),
  venueOrderId: words.clean(row.orderId) as Text,
  symbol: instrument.symbol,
  side: sideOf(row.side),
  price: priceOf('price', row.price ?? '0', instrument),
  qty: qtyOf('qty', row.qty, instrument),
  cumQty: qtyOf('cumExecQty', row.cumExecQty ?? '0', instrument),
  orderStatus: words.clean(row.orderStatus) as Text,
  cancelType: words.clean(row.cancelType ?? 'UNKNOWN') as Text,
  rejectReason: words.clean(row.rejectReason ?? 'EC_NoError') as Text,
  source,
  venueAt: timeOf(row.updatedTime),
})

const executionReported = (
  row: Of<'Execution'>,
  source: ReportSource,
  instrument: Instrument,
  words: ReportWords,
): ExecutionReported => ({
  type: 'ExecutionReported',
  execId: words.clean(row.execId) as Text,
  execType: words.clean(row.execType ?? 'Trade') as Text,
  orderId: words.orderOf(row.orderLinkId ?? ''),
  venueOrderId: words.clean(row.orderId) as Text,
  symbol: instrument.symbol,
  side: sideOf(row.side),
  price: priceOf('execPrice', row.execPrice, instrument) ?? unreadable('execPrice', row.execPrice),
  qty: qtyOf('execQty', row.execQty, instrument),
  orderQty: row.orderQty === undefined ? null : qtyOf('orderQty', row.orderQty, instrument),
  fee: (row.execFee === undefined || row.execFee === '' ? '0' : row.execFee) as Text,
  feeCoin: feeCoinOf(row, instrument),
  feeRate: (row.feeRate ?? '') as Text,
  liquidity: row.isMaker === true ? 'Maker' : 'Taker',
  source,
  venueAt: timeOf(row.execTime),
})

const positionReported = (
  row: Of<'Position'>,
  source: ReportSource,
  instrument: Instrument,
  words: ReportWords,
): PositionReported => ({
  type: 'PositionReported',
  symbol: instrument.symbol,
  side: row.side === '' || row.side === 'None' ? null : sideOf(row.side),
  qty: qtyOf('size', row.size, instrument),
  entryPrice: words.clean(row.entryPrice ?? '') as Text,
  source,
  venueAt: row.updatedTime === undefined ? words.heardAt : timeOf(row.updatedTime),
})

const sideOf = (text: string): Side =>
  text === 'Buy' || text === 'Sell' ? text : unreadable('side', text)

/** A price at the instrument's scale; none where it is 0 or empty, as of a market order. */
const priceOf = (field: string, text: string, { priceScale }: Instrument): Price | null => {
  const units = text === '' ? 0 : parseDecimal(text, priceScale)
  if (typeof units !== 'number' || units < 0) return unreadable(field, text)
  return units === 0 ? null : (units as Price)
}

const qtyOf = (field: string, text: string, { qtyScale }: Instrument): Qty => {
  const units = text === '' ? 0 : parseDecimal(text, qtyScale)
  return typeof units === 'number' && units >= 0 ? (units as Qty) : unreadable(field, text)
}

const timeOf = (ms: string): TimestampUs => (Number(ms) * 1_000) as TimestampUs

/** Bybit leaves it out where it is the rule: the quote coin, and on spot what was received. */
const feeCoinOf = (row: Of<'Execution'>, instrument: Instrument): Coin => {
  const { feeCurrency = '' } = row
  if (Coin.is(feeCurrency)) return feeCurrency
  const { category, baseCoin, quoteCoin } = instrument
  return category === 'spot' && row.side === 'Buy' ? baseCoin : quoteCoin
}

const unreadable = (field: string, text: string): never => {
  throw new Unreadable(`${field} ${JSON.stringify(text.slice(0, 40))} cannot be read`)
}

/** The symbols of a session, to look reports up by. */
export const instrumentsOf =
  (instruments: Readonly<Record<MarketSymbol, Instrument>>) =>
  (symbol: string): Instrument | undefined =>
    Object.hasOwn(instruments, symbol) ? instruments[symbol as MarketSymbol] : undefined
