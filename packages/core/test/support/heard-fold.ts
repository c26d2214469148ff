import type { Draft } from 'immer'

import type { Entry, Market, Message, SessionOpened, State } from '../../src'
import {
  amendAnswered,
  amendPlaced,
  bookUpdated,
  fundingPaid,
  instrumentListed,
  orderAccepted,
  orderAmended,
  orderClosed,
  orderFilled,
  orderPlaced,
  positionFilled,
  quoteObserved,
  sessionOpened,
  stopTriggered,
  tickerUpdated,
  tradePrinted,
  tradingStopSet,
} from '../../src'

const fed = ['QuoteObserved', 'BookUpdated', 'TradePrinted', 'TickerUpdated']
const reported = [
  ...['OrderAccepted', 'OrderRejected', 'OrderTriggered', 'OrderAmended', 'AmendRejected'],
  ...['OrderFilled', 'OrderCanceled', 'CancelRejected', 'FundingSettled'],
  ...['TradingStopSet', 'TradingStopRejected', 'TradingStopTriggered'],
]

/** Our side of a session, folded from what came to us alone: at once, or by a `Delivered`. */
export class HeardFold {
  /** How many lines were said that we have not heard of. */
  underWay = 0
  private readonly said = new Map<number, Message>()

  constructor(
    readonly state: State,
    private readonly opened: SessionOpened,
  ) {}

  line({ seq, cause, message }: Entry): void {
    if (message.type === 'Delivered') {
      const heard = this.said.get(cause ?? 0)
      if (heard === undefined) throw new Error('delivered before it was said, or twice')
      this.said.delete(cause ?? 0)
      this.underWay -= 1
      this.heard(heard)
    } else if (this.isLate(message)) {
      this.said.set(seq, message)
      this.underWay += 1
    } else this.heard(message)
  }

  private isLate({ type }: Message): boolean {
    const { feedLatency, responseLatency } = this.opened
    return (
      (fed.includes(type) && feedLatency !== '0') ||
      (reported.includes(type) && responseLatency !== '0')
    )
  }

  private heard(message: Message): void {
    const draft = this.state as Draft<State>
    const market = 'symbol' in message && message.symbol !== null && draft.market[message.symbol]
    switch (message.type) {
      case 'SessionOpened':
        return sessionOpened(draft, { ...message, feedLatency: '0' as never })
      case 'InstrumentListed':
        return instrumentListed(draft, message)
      case 'QuoteObserved':
        return quoteObserved(market as Draft<Market>, message)
      case 'BookUpdated':
        return bookUpdated(market as Draft<Market>, message)
      case 'TradePrinted':
        return tradePrinted(market as Draft<Market>, message)
      case 'TickerUpdated':
        return tickerUpdated(market as Draft<Market>, message)
      case 'OrderFilled':
        orderFilled(draft, message)
        return positionFilled(draft, message)
      default:
        return this.order(draft, message)
    }
  }

  private order(draft: Draft<State>, message: Message): void {
    switch (message.type) {
      case 'OrderPlaced':
        return orderPlaced(draft, message)
      case 'OrderAccepted':
        return orderAccepted(draft, message)
      case 'OrderRejected':
      case 'OrderCanceled':
        return orderClosed(draft, message)
      case 'AmendPlaced':
        return amendPlaced(draft, message)
      case 'OrderAmended':
        return orderAmended(draft, message)
      case 'AmendRejected':
        return amendAnswered(draft, message)
      case 'FundingSettled':
        return fundingPaid(draft, message)
      case 'TradingStopSet':
        return tradingStopSet(draft, message)
      case 'TradingStopTriggered':
        return stopTriggered(draft, message)
      default:
        return
    }
  }
}

/** The open orders as we know them, less what only counts what we sent. */
export const openOrdersOf = ({ orders }: State) =>
  Object.values(orders.open).map(({ requests: _, isCancelAsked: __, ...order }) => order)
