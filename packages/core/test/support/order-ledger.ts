import type { Entry, OrderFilled, OrderPlaced, TradingStopTriggered } from '../../src'
import { plainOrder } from '../../src'

/** An order as the lines alone tell it. `cameAt` is the line that put it at its queue's end. */
export type Told = {
  readonly placed: OrderPlaced
  price: number | null
  leavesQty: number
  isWaiting: boolean
  cameAt: number
  filledQty: number
}

/** The orders at the venue as the lines alone tell them, by the plainest means. */
export class OrderLedger {
  readonly placed = new Map<string, OrderPlaced>()
  readonly open = new Map<string, Told>()
  readonly ended = new Map<string, string>()
  /** Our positions as the venue knows them, by account and symbol. */
  private readonly held = new Map<string, number>()

  heard({ seq, message }: Entry): void {
    switch (message.type) {
      case 'OrderPlaced':
        this.placed.set(message.orderId, message)
        return
      case 'OrderAccepted': {
        const placed = this.placed.get(message.orderId) as OrderPlaced
        const isWaiting = message.orderStatus === 'Untriggered'
        const { price } = message
        if (placed.orderType === 'Limit') expect(price).toBe(placed.price)
        const told = { placed, price, leavesQty: placed.qty, isWaiting, cameAt: seq, filledQty: 0 }
        this.open.set(message.orderId, told)
        return
      }
      case 'TradingStopTriggered':
        return this.made(message, seq)
      case 'OrderTriggered': {
        const told = this.of(message.orderId)
        told.isWaiting = false
        told.price = message.price
        told.cameAt = seq
        return
      }
      case 'OrderAmended': {
        const told = this.of(message.orderId)
        if (message.price !== told.price || message.leavesQty > told.leavesQty) told.cameAt = seq
        told.price = message.price
        told.leavesQty = message.leavesQty
        return
      }
      case 'OrderFilled':
        return this.filled(message)
      case 'OrderRejected':
      case 'OrderCanceled':
        return this.over(message.orderId, message.type)
      default:
        return
    }
  }

  /** An order that is open; throws where it is not. */
  of(orderId: string): Told {
    const told = this.open.get(orderId)
    if (told === undefined) throw new Error(`${orderId} is not open`)
    return told
  }

  /** What is held in `main BTCUSDT`, as the venue knows it. */
  heldQty(place: string): number {
    return this.held.get(place) ?? 0
  }

  /** The venue's own order to close the position: as if placed and accepted at once. */
  private made(event: TradingStopTriggered, cameAt: number): void {
    const { orderId, account, symbol, side, price, qty } = event
    expect(this.placed.has(orderId)).toBe(false)
    const terms = { ...plainOrder, orderType: 'Market', timeInForce: 'IOC', reduceOnly: true }
    const order = { ...terms, type: 'OrderPlaced', orderId, account, symbol, side, qty }
    const placed = order as OrderPlaced
    this.placed.set(orderId, placed)
    const open = { placed, price, leavesQty: qty, isWaiting: false, cameAt, filledQty: 0 }
    this.open.set(orderId, open)
  }

  private filled({ account, symbol, orderId, side, qty, leavesQty }: OrderFilled): void {
    const told = this.of(orderId)
    told.leavesQty -= qty
    told.filledQty += qty
    const place = `${account} ${symbol}`
    this.held.set(place, this.heldQty(place) + (side === 'Buy' ? qty : 0 - qty))
    expect(told.leavesQty).toBe(leavesQty)
    if (leavesQty === 0) this.over(orderId, 'OrderFilled')
  }

  private over(orderId: string, how: string): void {
    expect([orderId, this.ended.get(orderId)]).toStrictEqual([orderId, undefined])
    this.ended.set(orderId, how)
    this.open.delete(orderId)
  }
}
