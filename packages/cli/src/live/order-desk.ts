import type { ExchangeClient, ExchangeFault, ExchangeOrder } from '@shadowtape/adapters'
import type {
  AmendPlaced,
  CancelOrder,
  Entry,
  Input,
  Instrument,
  MarketSymbol,
  OrderId,
  OrderPlaced,
  Reason,
  State,
} from '@shadowtape/core'
import { formatDecimal } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import type { Asked } from './answered-input'
import { acknowledged, notAnswered } from './answered-input'
import type { LinkIds } from './link-ids'
import { placeRequest } from './order-requests'
import { seenOrder } from './seen-order'

/** What an order desk needs of the world. */
export type OrderDeskPowers = {
  readonly client: Pick<
    ExchangeClient,
    'placeOrder' | 'amendOrder' | 'cancelOrder' | 'openOrders' | 'orderHistory'
  >
  readonly names: LinkIds
  readonly state: State
  /** Records an input, now; what it leads to comes back to `hear`. */
  readonly say: (input: Input) => void
  readonly clean: (text: string) => string
  /** Waits so many milliseconds, less where the session ends. */
  readonly sleep: (ms: number) => Promise<void>
  readonly isEnded: () => boolean
}

/** Sends what a session decided to a real venue, and says what the venue answered. */
export type OrderDesk = {
  /** Hears lines that are written, and durable. */
  readonly hear: (entries: ReadonlyArray<Entry>) => void
  /** Asks how an order stands, and says it. `false` where nothing is known of it. */
  readonly ask: (orderId: OrderId) => Promise<boolean>
  /** Waits until everything that was sent is answered. */
  readonly idle: () => Promise<void>
}

/** How long between cancels of an order that has to go, and between questions after a lost one. */
const againMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const

/**
 * A desk that nothing has come to yet. What sets out for the venue was recorded and is on the
 * device before it is sent; what becomes of it comes back as an input. It never sends an order
 * twice by itself: whether a request may be repeated is the client's to know.
 */
export const newOrderDesk = (powers: OrderDeskPowers): OrderDesk => {
  const { client, names, state, say, clean } = powers
  const running = new Set<Promise<unknown>>()
  const run = (work: () => Promise<unknown>): void => {
    const done = work().finally(() => running.delete(done))
    running.add(done)
  }
  const instrumentOf = (symbol: MarketSymbol): Instrument => state.instruments[symbol] as Instrument
  const linkOf = (orderId: OrderId): string =>
    names.nameOf(orderId, state.orders.open[orderId]?.orderLinkId ?? null)

  const answered = (
    asked: Asked,
    done: Either<ExchangeFault, { readonly orderId: string | null }>,
  ): void => {
    say(
      isLeft(done)
        ? notAnswered(asked, done.left, 1, clean)
        : acknowledged(asked, done.right.orderId, 1),
    )
  }

  const ask = async (orderId: OrderId): Promise<boolean> => {
    const order = state.orders.open[orderId]
    if (order === undefined) return true
    const { symbol } = order
    const { category } = instrumentOf(symbol)
    const which = { category, symbol, clientOrderId: linkOf(orderId) }
    for (const asking of [client.openOrders, client.orderHistory]) {
      const found = await asking(which)()
      if (isLeft(found)) continue
      const [seen] = found.right
      if (seen === undefined) continue
      heardOf(seen)
      return true
    }
    return false
  }
  const heardOf = (seen: ExchangeOrder): void => {
    const input = seenOrder(seen, state.instruments, names, clean)
    if (input !== null) say(input)
  }

  const place = async (order: OrderPlaced): Promise<void> => {
    const { orderId, symbol, orderLinkId } = order
    const asked: Asked = { orderId, symbol, request: 'PLACE' }
    const link = names.nameOf(orderId, orderLinkId)
    const request = placeRequest(order, instrumentOf(symbol), link)
    if (isLeft(request))
      return answered(asked, { _tag: 'Left', left: { type: 'Denied', says: request.left } })
    const done = await client.placeOrder(request.right)()
    answered(asked, done)
    if (isLeft(done) && isUnknown(done.left)) await findOut(orderId)
  }

  /** An order that may be at the venue: nobody trades on before that is known. */
  const findOut = async (orderId: OrderId): Promise<void> => {
    say(freeze(`nobody knows whether ${orderId} is at the venue`))
    for (const ms of againMs) {
      await powers.sleep(ms)
      if (powers.isEnded() || (await ask(orderId))) return
    }
  }

  const amend = async ({ orderId, symbol, price, qty }: AmendPlaced): Promise<void> => {
    const { category, priceScale, qtyScale } = instrumentOf(symbol)
    const done = await client.amendOrder({
      ...{ category, symbol, clientOrderId: linkOf(orderId) },
      ...(price === null ? {} : { price: formatDecimal(price, priceScale) }),
      ...(qty === null ? {} : { qty: formatDecimal(qty, qtyScale) }),
    })()
    answered({ orderId, symbol, request: 'AMEND' }, done)
  }

  const cancel = async ({ orderId, symbol }: CancelOrder): Promise<void> => {
    const { category } = instrumentOf(symbol)
    const request = { category, symbol, clientOrderId: linkOf(orderId) }
    const done = await client.cancelOrder(request)()
    if (!isLeft(done) && done.right.closed !== null) heardOf(done.right.closed)
    answered({ orderId, symbol, request: 'CANCEL' }, done)
    if (isLeft(done) && done.left.type !== 'Rejected') await cancelAgain(orderId)
  }

  /** Where trading is frozen, what is open has to go, however often that takes to be asked. */
  const cancelAgain = async (orderId: OrderId): Promise<void> => {
    for (const ms of againMs) {
      await powers.sleep(ms)
      const order = state.orders.open[orderId]
      if (powers.isEnded() || order === undefined || !state.risk.isFrozen) return
      if (order.isCancelAsked) continue
      return say({ type: 'CancelOrder', orderId, symbol: order.symbol, reason: 'FREEZE' })
    }
  }

  return {
    ask,
    hear: (entries) => {
      for (const { message } of entries) {
        if (message.type === 'OrderPlaced') run(() => place(message))
        else if (message.type === 'AmendPlaced') run(() => amend(message))
        else if (message.type === 'CancelOrder') run(() => cancel(message))
      }
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled([...running])
    },
  }
}

/** A freeze by the desk itself, in its words. */
export const freeze = (note: string): Input => ({
  type: 'FreezeTrading',
  account: null,
  symbol: null,
  actor: 'orders' as Reason,
  note: note as Reason,
})

const isUnknown = ({ type }: ExchangeFault): boolean =>
  type === 'Ambiguous' || type === 'Garbled' || type === 'Unanswered'
