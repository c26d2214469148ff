import * as t from 'io-ts'
import { Side, OrderType } from '@shadowtape/core'

import { isPlainDecimal, isSignedDecimal } from '../exchange/decimal-text'

/** A codec of the texts that a test takes, by the name that faults give it. */
const textOf = <A>(name: string, is: (text: string) => boolean, read: (text: string) => A) =>
  new t.Type<A, string, unknown>(
    name,
    (value): value is A => value !== undefined,
    (value, context) =>
      typeof value === 'string' && is(value) ? t.success(read(value)) : t.failure(value, context),
    String,
  )

const asItIs = (text: string): string => text
const orNull = (text: string): string | null => (text === '' ? null : text)

/** A decimal from 0 up. */
export const Decimal = textOf('a plain decimal', isPlainDecimal, asItIs)

/** A decimal from 0 up, or an empty text where there is none. */
export const DecimalOrNone = textOf(
  'a plain decimal or an empty text',
  (text) => text === '' || isPlainDecimal(text),
  orNull,
)

/** A decimal, or an empty text where there is none. */
export const SignedOrNone = textOf(
  'a decimal or an empty text',
  (text) => text === '' || isSignedDecimal(text),
  orNull,
)

/** Milliseconds since the epoch, as a text of digits. */
export const Millis = textOf(
  'a time in milliseconds',
  (text) => /^\d{1,15}$/.test(text),
  (text) => Number(text),
)

/** A text with something in it. */
export const Named = textOf('a text that is not empty', (text) => text !== '', asItIs)

/** A text, or `null` where it is empty. */
export const TextOrNone = textOf('a text', () => true, orNull)

const states = {
  Untriggered: 'Untriggered',
  New: 'Open',
  Triggered: 'Open',
  PartiallyFilled: 'PartiallyFilled',
  Filled: 'Filled',
  Cancelled: 'Canceled',
  PartiallyFilledCanceled: 'Canceled',
  Deactivated: 'Canceled',
  Rejected: 'Rejected',
} as const

/** What an order's state is in our words. */
export const stateOf = (venueState: keyof typeof states): (typeof states)[keyof typeof states] =>
  states[venueState]

/** An order, as `order/realtime`, `order/history` and the private stream have it. */
export const OrderRow = t.intersection(
  [
    t.type({
      symbol: Named,
      orderId: Named,
      orderLinkId: TextOrNone,
      side: Side,
      orderType: OrderType,
      timeInForce: t.string,
      orderStatus: t.keyof(states, 'a known orderStatus'),
      price: DecimalOrNone,
      qty: Decimal,
      cumExecQty: DecimalOrNone,
      createdTime: Millis,
      updatedTime: Millis,
    }),
    t.partial({
      leavesQty: DecimalOrNone,
      avgPrice: DecimalOrNone,
      rejectReason: t.string,
      cancelType: t.string,
      reduceOnly: t.boolean,
    }),
  ],
  '{an order}',
)
/** An order as it is decoded. */
export type OrderRow = t.TypeOf<typeof OrderRow>

/** Whether a row is a trade at all: that is looked at before the rest of it. */
export const ExecutionKind = t.type({ execType: t.string }, '{an execution}')

/** A trade, as `execution/list` and the private stream have it. */
export const ExecutionRow = t.intersection(
  [
    t.type({
      symbol: Named,
      execId: Named,
      orderId: Named,
      side: Side,
      execPrice: Decimal,
      execQty: Decimal,
      execFee: SignedOrNone,
      execType: t.string,
      isMaker: t.boolean,
      execTime: Millis,
    }),
    t.partial({ orderLinkId: TextOrNone, feeCurrency: TextOrNone }),
  ],
  '{an execution}',
)
/** A trade as it is decoded. */
export type ExecutionRow = t.TypeOf<typeof ExecutionRow>

/** A position, as `position/list` has it. */
export const PositionRow = t.intersection(
  [
    t.type({
      symbol: Named,
      side: t.keyof({ Buy: null, Sell: null, '': null, None: null }, 'Buy, Sell or an empty text'),
      size: Decimal,
      positionIdx: t.number,
    }),
    t.partial({
      avgPrice: DecimalOrNone,
      markPrice: DecimalOrNone,
      leverage: DecimalOrNone,
      unrealisedPnl: SignedOrNone,
    }),
  ],
  '{a position}',
)
/** A position as it is decoded. */
export type PositionRow = t.TypeOf<typeof PositionRow>

/** What an account has of a coin, as `wallet-balance` has it. */
export const CoinRow = t.intersection(
  [
    t.type({ coin: Named, walletBalance: SignedOrNone }),
    t.partial({
      equity: SignedOrNone,
      locked: SignedOrNone,
      totalOrderIM: SignedOrNone,
      totalPositionIM: SignedOrNone,
    }),
  ],
  '{a coin}',
)

/** An instrument, as `instruments-info` has it. */
export const InstrumentRow = t.type(
  {
    symbol: Named,
    status: t.string,
    baseCoin: t.string,
    quoteCoin: t.string,
    priceFilter: t.intersection([
      t.type({ tickSize: Decimal }),
      t.partial({ minPrice: DecimalOrNone, maxPrice: DecimalOrNone }),
    ]),
    lotSizeFilter: t.partial({
      qtyStep: Decimal,
      basePrecision: Decimal,
      minOrderQty: DecimalOrNone,
      maxOrderQty: DecimalOrNone,
      maxLimitOrderQty: DecimalOrNone,
      maxMktOrderQty: DecimalOrNone,
      maxMarketOrderQty: DecimalOrNone,
      postOnlyMaxOrderQty: DecimalOrNone,
      postOnlyMaxLimitOrderSize: DecimalOrNone,
      minNotionalValue: DecimalOrNone,
      minOrderAmt: DecimalOrNone,
    }),
  },
  '{an instrument}',
)
/** An instrument as it is decoded. */
export type InstrumentRow = t.TypeOf<typeof InstrumentRow>

/** What an order request is answered with. */
export const AckResult = t.type({ orderId: Named, orderLinkId: TextOrNone }, '{an ack}')

/** What a batch is answered with; a failed order has no id, and its code is in the other list. */
export const BatchResult = t.type({
  list: t.array(t.type({ orderId: TextOrNone, orderLinkId: TextOrNone })),
})

/** The other list of a batch's answer. */
export const BatchCodes = t.type({
  list: t.array(t.intersection([t.type({ code: t.number }), t.partial({ msg: t.string })])),
})

/** What a cancel-all is answered with; spot may leave the list out. */
export const CancelAllResult = t.partial({
  list: t.array(t.type({ orderId: Named, orderLinkId: TextOrNone })),
})

/** One page of a list; its rows are decoded by themselves, so that a fault names the row. */
export const Page = t.intersection([
  t.type({ list: t.array(t.unknown) }),
  t.partial({ nextPageCursor: t.union([t.string, t.null]) }),
])

/** What `wallet-balance` holds: one account, or none. */
export const WalletResult = t.type({ list: t.array(t.type({ coin: t.array(t.unknown) })) })
