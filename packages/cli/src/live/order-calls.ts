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

/**
 * What the venue has not got by then it never gets: it refuses a request that was signed more than
 * `recvWindow`, 5 s, ago. Three times that, for a list may be behind.
 */
const lostMsMax = 15_000

/** How an order stands at the venue, where it was asked for. */
export type Standing = 'known' | 'absent' | 'unanswered'

/** Sends an order, and says what the venue answered. */
export const place = async (powers: OrderPowers, order: OrderPlaced): Promise<void> => {
  const { orderId, symbol } = order
  const asked: Asked = { orderId, symbol, request: 'PLACE' }
  const link = powers.names.nameOf(orderId)
  const request = placeRequest(order, instrumentOf(powers, symbol), link)
  if (isLeft(request)) return answered(powers, asked, left({ type: 'Denied', says: request.left }))
  const done = await powers.client.placeOrder(request.right)()
  answered(powers, asked, done)
  if (isLeft(done) && isUnknown(done.left)) await findOut(powers, asked)
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

/** Asks how an order stands, and says it; absent is one that neither of the venue's lists has. */
export const ask = async (powers: OrderPowers, orderId: OrderId): Promise<Standing> => {
  const { client, state } = powers
  const order = state.orders.open[orderId]
  if (order === undefined) return 'known'
  const { symbol } = order
  const { category } = instrumentOf(powers, symbol)
  const which = { category, symbol, clientOrderId: powers.names.nameOf(orderId) }
  let standing: Standing = 'absent'
  for (const asking of [client.openOrders, client.orderHistory]) {
    const found = await asking(which)()
    const seen = isLeft(found) ? undefined : found.right[0]
    if (isLeft(found)) standing = 'unanswered'
    if (seen === undefined) continue
    heardOf(powers, seen)
    return 'known'
  }
  return standing
}

/**
 * An order that may be at the venue: nobody trades on before that is known. It is asked for until
 * the venue has it, or says that it has not when it can no longer come. Should a trade of it come
 * all the same, it is one of a closed order, which freezes the session for good.
 */
const findOut = async (powers: OrderPowers, asked: Asked): Promise<void> => {
  const { orderId } = asked
  powers.pause.lost(orderId, `nobody knows whether ${orderId} is at the venue`)
  let waitedMs = 0
  for (let time = 0; ; time += 1) {
    const ms = againMs[time] ?? 30_000
    await powers.sleep(ms)
    waitedMs += ms
    if (powers.isClosed()) return
    const standing = await ask(powers, orderId)
    if (standing === 'unanswered' || (standing === 'absent' && waitedMs < lostMsMax)) continue
    if (standing === 'absent') {
      const says = `asked for ${time + 1} times within ${waitedMs / 1_000} s: it never came there`
      answered(powers, asked, left({ type: 'Transport', says }))
    }
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
