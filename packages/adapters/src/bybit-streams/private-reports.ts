import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'
import * as t from 'io-ts'

import type { PrivateTopic } from '../bybit-api/venue-desk'
import { shapeFault } from '../bybit/shape-fault'

const textOf = (name: string, shape: RegExp): t.Type<string> => {
  const is = (u: unknown): u is string => typeof u === 'string' && shape.test(u)
  return new t.Type(name, is, (u, c) => (is(u) ? t.success(u) : t.failure(u, c)), t.identity)
}

const Named = textOf('a text that is not empty', /./)

/** Milliseconds since the epoch, as Bybit writes them into rows: as a text. */
const TimeText = textOf('a time in milliseconds, as a text', /^\d{1,15}$/)

/** What the order stream, and `order/realtime`, say of an order; decimals stay texts. */
export const OrderReport = t.intersection(
  [
    t.strict({
      symbol: Named,
      orderId: Named,
      orderStatus: Named,
      side: t.string,
      qty: t.string,
      updatedTime: TimeText,
    }),
    t.exact(
      t.partial({
        category: t.string,
        orderLinkId: t.string,
        orderType: t.string,
        timeInForce: t.string,
        price: t.string,
        avgPrice: t.string,
        leavesQty: t.string,
        cumExecQty: t.string,
        cumExecValue: t.string,
        cumExecFee: t.string,
        rejectReason: t.string,
        cancelType: t.string,
        reduceOnly: t.boolean,
        positionIdx: t.number,
        createdTime: t.string,
      }),
    ),
  ],
  'an order',
)
export type OrderReport = t.TypeOf<typeof OrderReport>

/** What the execution stream, and `execution/list`, say of an execution; decimals stay texts. */
export const ExecutionReport = t.intersection(
  [
    t.strict({
      symbol: Named,
      execId: Named,
      orderId: t.string,
      side: t.string,
      execPrice: t.string,
      execQty: t.string,
      execTime: TimeText,
    }),
    t.exact(
      t.partial({
        category: t.string,
        orderLinkId: t.string,
        execType: t.string,
        execValue: t.string,
        execFee: t.string,
        feeRate: t.string,
        feeCurrency: t.string,
        isMaker: t.boolean,
        leavesQty: t.string,
        orderPrice: t.string,
        orderQty: t.string,
        orderType: t.string,
        closedSize: t.string,
        execPnl: t.string,
        seq: t.number,
      }),
    ),
  ],
  'an execution',
)
export type ExecutionReport = t.TypeOf<typeof ExecutionReport>

/** What the position stream says of a position; decimals stay texts. */
export const PositionReport = t.intersection(
  [
    t.strict({ symbol: Named, side: t.string, size: t.string }),
    t.exact(
      t.partial({
        category: t.string,
        positionIdx: t.number,
        entryPrice: t.string,
        leverage: t.string,
        positionValue: t.string,
        markPrice: t.string,
        liqPrice: t.string,
        unrealisedPnl: t.string,
        curRealisedPnl: t.string,
        cumRealisedPnl: t.string,
        positionStatus: t.string,
        updatedTime: t.string,
        seq: t.number,
      }),
    ),
  ],
  'a position',
)
export type PositionReport = t.TypeOf<typeof PositionReport>

const CoinReport = t.intersection(
  [
    t.strict({ coin: Named, walletBalance: t.string }),
    t.exact(t.partial({ equity: t.string, locked: t.string, availableToWithdraw: t.string })),
  ],
  'a coin',
)

/** What the wallet stream says of an account; decimals stay texts. */
export const WalletReport = t.intersection(
  [
    t.strict({ accountType: t.string, coin: t.array(CoinReport, 'coins') }),
    t.exact(
      t.partial({
        totalEquity: t.string,
        totalWalletBalance: t.string,
        totalMarginBalance: t.string,
        totalAvailableBalance: t.string,
      }),
    ),
  ],
  'a wallet',
)
export type WalletReport = t.TypeOf<typeof WalletReport>

/** A row of any private topic, decoded. */
export type PrivateReport =
  | { readonly type: 'Order'; readonly report: OrderReport }
  | { readonly type: 'Execution'; readonly report: ExecutionReport }
  | { readonly type: 'Position'; readonly report: PositionReport }
  | { readonly type: 'Wallet'; readonly report: WalletReport }

/** Decodes one row of a topic. `Left` names the field, and never quotes the whole row. */
export const privateReport = (topic: PrivateTopic, row: unknown): Either<string, PrivateReport> => {
  switch (topic) {
    case 'order':
      return decoded(OrderReport, row, (report) => ({ type: 'Order', report }))
    case 'execution':
      return decoded(ExecutionReport, row, (report) => ({ type: 'Execution', report }))
    case 'position':
      return decoded(PositionReport, row, (report) => ({ type: 'Position', report }))
    case 'wallet':
      return decoded(WalletReport, row, (report) => ({ type: 'Wallet', report }))
  }
}

const decoded = <A>(
  codec: t.Decoder<unknown, A>,
  row: unknown,
  named: (report: A) => PrivateReport,
): Either<string, PrivateReport> => {
  const read = codec.decode(row)
  if (!isLeft(read)) return right(named(read.right))
  const { field, detail } = shapeFault(read.left, 'the row')
  return left(`${field} ${detail}`)
}
