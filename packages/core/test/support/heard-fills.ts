import type { Entry, Message, OrderFilled } from '../../src'
import { TradingStates } from './trading-states'

/** A fill as we hear of it: the trading state then, and the position before and after. */
export type HeardFill = readonly ['active' | 'reducing' | 'frozen', number, number]

/** The fills of orders nobody had asked to cancel, from the lines alone. */
export const heardFills = (entries: ReadonlyArray<Entry>): ReadonlyArray<HeardFill> => {
  const states = new TradingStates()
  const held = new Map<string, number>()
  const canceled = new Set<string>()
  const fills: Array<HeardFill> = []
  for (const message of heardIn(entries)) {
    states.heard(message)
    if (message.type === 'CancelOrder') canceled.add(message.orderId)
    if (message.type !== 'OrderFilled') continue
    const place = `${message.account} ${message.symbol}`
    const before = held.get(place) ?? 0
    const after = before + (message.side === 'Buy' ? 1 : -1) * Number(message.qty)
    held.set(place, after)
    if (!canceled.has(message.orderId)) fills.push([states.of(message), before, after])
  }
  return fills
}

/** Whether a fill made a position larger, opened one or turned it around. */
export const isIncreasing = ([, before, after]: HeardFill): boolean =>
  Math.abs(after) > Math.abs(before) || before * after < 0

/** What our side hears, in order: where reports take time a fill is heard with its `Delivered`. */
function* heardIn(entries: ReadonlyArray<Entry>): Generator<Message> {
  const opened = entries[0]?.message
  const isLate = opened?.type === 'SessionOpened' && opened.responseLatency !== '0'
  const underWay = new Map<number, OrderFilled>()
  for (const { seq, cause, message } of entries) {
    const heard = message.type === 'Delivered' ? underWay.get(cause ?? 0) : message
    if (isLate && message.type === 'OrderFilled') underWay.set(seq, message)
    else if (heard !== undefined) yield heard
  }
}
