import type { ExchangeClient, ExchangeFault, ExchangeOrder } from '@shadowtape/adapters'
import type {
  AmendPlaced,
  CancelOrder,
  Input,
  Instrument,
  MarketSymbol,
  OrderId,
  OrderPlaced,
  State,
} from '@shadowtape/core'
import { formatDecimal } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left } from 'fp-ts/Either'

import type { Asked } from './answered-input'
import { acknowledged, notAnswered } from './answered-input'
import type { LinkIds } from './link-ids'
import { placeRequest } from './order-requests'
import { seenOrder } from './seen-order'
import type { TradingPause } from './trading-pause'

/** What calls about orders need of the world. */
export type OrderPowers = {
  readonly client: Pick<
    ExchangeClient,
    'placeOrder' | 'amendOrder' | 'cancelOrder' | 'openOrders' | 'orderHistory'
  >
  readonly names: LinkIds
  readonly state: State
  /** Records an input, now. */
  readonly say: (input: Input) => void
  readonly pause: TradingPause
  /** Takes everything secret out of a text. */
  readonly clean: (text: string) => string
  /** Waits so many milliseconds, less where the session ends. */
  readonly sleep: (ms: number) => Promise<void>
  readonly isClosed: () => boolean
}

/** How long between cancels of an order that has to go, and between questions after a lost one. */
const againMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const

/** Sends an order, and says what the venue answered. */
export const place = async (powers: OrderPowers, order: OrderPlaced): Promise<void> => {
  const { orderId, symbol } = order
  const asked: Asked = { orderId, symbol, request: 'PLACE' }
  const link = powers.names.nameOf(orderId)
  const request = placeRequest(order, instrumentOf(powers, symbol), link)
  if (isLeft(request)) return answered(powers, asked, left({ type: 'Denied', says: request.left }))
  const done = await powers.client.placeOrder(request.right)()
  answered(powers, asked, done)
  if (isLeft(done) && isUnknown(done.left)) await findOut(powers, orderId)
}

/** Sends an amendment, and says what the venue answered. */
export const amend = async (powers: OrderPowers, message: AmendPlaced): Promise<void> => {
  const { orderId, symbol, price, qty } = message
  const { category, priceScale, qtyScale } = instrumentOf(powers, symbol)
  const done = await powers.client.amendOrder({
    ...{ category, symbol, clientOrderId: powers.names.nameOf(orderId) },
    ...(price === null ? {} : { price: formatDecimal(price, priceScale) }),
    ...(qty === null ? {} : { qty: formatDecimal(qty, qtyScale) }),
  })()
  answered(powers, { orderId, symbol, request: 'AMEND' }, done)
}

/** Sends a cancel, and says what the venue answered, or as what it found the order. */
export const cancel = async (powers: OrderPowers, message: CancelOrder): Promise<void> => {
  const { orderId, symbol } = message
  const { category } = instrumentOf(powers, symbol)
  const request = { category, symbol, clientOrderId: powers.names.nameOf(orderId) }
  const done = await powers.client.cancelOrder(request)()
  if (!isLeft(done) && done.right.closed !== null) heardOf(powers, done.right.closed)
  answered(powers, { orderId, symbol, request: 'CANCEL' }, done)
  if (isLeft(done) && done.left.type !== 'Rejected') await cancelAgain(powers, orderId)
}

/** Asks how an order stands, and says it; `false` where nothing is known of it. */
export const ask = async (powers: OrderPowers, orderId: OrderId): Promise<boolean> => {
  const { client, state } = powers
  const order = state.orders.open[orderId]
  if (order === undefined) return true
  const { symbol } = order
  const { category } = instrumentOf(powers, symbol)
  const which = { category, symbol, clientOrderId: powers.names.nameOf(orderId) }
  for (const asking of [client.openOrders, client.orderHistory]) {
    const found = await asking(which)()
    const seen = isLeft(found) ? undefined : found.right[0]
    if (seen === undefined) continue
    heardOf(powers, seen)
    return true
  }
  return false
}

/** An order that may be at the venue: nobody trades on before that is known. */
const findOut = async (powers: OrderPowers, orderId: OrderId): Promise<void> => {
  powers.pause.lost(orderId, `nobody knows whether ${orderId} is at the venue`)
  for (const ms of againMs) {
    await powers.sleep(ms)
    if (powers.isClosed()) return
    if (!(await ask(powers, orderId))) continue
    powers.pause.back(orderId)
    return
  }
}

/** Where trading is frozen, what is open has to go, however often that takes to be asked. */
const cancelAgain = async (powers: OrderPowers, orderId: OrderId): Promise<void> => {
  const { state, say } = powers
  for (const ms of againMs) {
    await powers.sleep(ms)
    const order = state.orders.open[orderId]
    if (powers.isClosed() || order === undefined || !state.risk.isFrozen) return
    if (order.isCancelAsked) continue
    say({ type: 'CancelOrder', orderId, symbol: order.symbol, reason: 'FREEZE' })
    return
  }
}

const answered = (
  { say, clean }: OrderPowers,
  asked: Asked,
  done: Either<ExchangeFault, { readonly orderId: string | null }>,
): void => {
  say(isLeft(done) ? notAnswered(asked, done.left, clean) : acknowledged(asked, done.right.orderId))
}

const heardOf = ({ state, names, clean, say }: OrderPowers, seen: ExchangeOrder): void => {
  const input = seenOrder(seen, state.instruments, names, clean)
  if (input !== null) say(input)
}

const instrumentOf = ({ state }: OrderPowers, symbol: MarketSymbol): Instrument =>
  state.instruments[symbol] as Instrument

const isUnknown = ({ type }: ExchangeFault): boolean =>
  type === 'Ambiguous' || type === 'Garbled' || type === 'Unanswered'
