import type { FileFailure } from '@shadowtape/adapters'
import type { MarketSymbol, OrderId, State } from '@shadowtape/core'
import { formatDecimal } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from '../journals/line-text'
import { typeOf } from '../journals/line-text'
import { statesAt } from '../journals/states-at'
import type { ReplaySubject } from '../replays/replay-subject'
import { queueAhead } from './queue-ahead'

/** A line of an order's life, with what was known and how the order stood just after it. */
export type Step = {
  readonly fields: LineFields
  /** The touch that we knew of, decimals; `null` where a side was never seen. */
  readonly bid: string | null
  readonly ask: string | null
  /** What others and we had before it at its price, at the venue; `null` where it did not rest. */
  readonly ahead: string | null
}

/** How long an order's ways took, in microseconds of engine time; `null` for what never was. */
export type Ways = {
  /** From its placing to the venue's answer, and from there to our hearing of it. */
  readonly answered: number | null
  readonly heard: number | null
  /** From the venue's answer to its end there. */
  readonly open: number | null
  /** From the last request to cancel it to the venue's answer to that. */
  readonly canceled: number | null
}

/** How an order ended, or that it had not by the end of the journal. */
export type OrderEnd = 'filled' | 'canceled' | 'rejected' | 'open'

/** Follows an order's lines with the state after each, the strategy's slice folded along. */
export const orderSteps = (
  path: string,
  subject: ReplaySubject,
  lines: ReadonlyArray<LineFields>,
): Either<FileFailure, ReadonlyArray<Step>> => {
  const known = new Map<number, Omit<Step, 'fields'>>()
  const [orderId, symbol] = namesOf(lines)
  const seqs = lines.map(({ seq }) => Number(seq))
  const folded = statesAt(path, subject, seqs, (state, seq) => {
    known.set(seq, standing(state, orderId, symbol))
  })
  if (isLeft(folded)) return folded
  return right(
    lines.map((fields) => ({ fields, ...(known.get(Number(fields['seq'])) ?? unknown) })),
  )
}

const unknown = { bid: null, ask: null, ahead: null }

const namesOf = (lines: ReadonlyArray<LineFields>): readonly [OrderId, MarketSymbol] => {
  const own = lines.find(({ orderId }) => orderId !== undefined)
  return [String(own?.['orderId']) as OrderId, String(own?.['symbol']) as MarketSymbol]
}

/** How an order stands in a state. */
const standing = (state: State, orderId: OrderId, symbol: MarketSymbol): Omit<Step, 'fields'> => {
  const instrument = state.instruments[symbol]
  const market = state.market[symbol]
  if (instrument === undefined || market === undefined) return unknown
  const { priceScale, qtyScale } = instrument
  const price = (ticks: number | null): string | null =>
    ticks === null ? null : formatDecimal(ticks, priceScale)
  const ahead = queueAhead(state, orderId, symbol)
  return {
    bid: price(market.bid),
    ask: price(market.ask),
    ahead: ahead === null ? null : formatDecimal(ahead, qtyScale),
  }
}

const ends: Readonly<Record<string, OrderEnd>> = {
  OrderFilled: 'filled',
  OrderCanceled: 'canceled',
  OrderRejected: 'rejected',
}

/** How an order ended: a fill ends it only where nothing is left. */
export const endOf = (lines: ReadonlyArray<LineFields>): OrderEnd => {
  const last = lines.findLast((fields) => typeOf(fields) in ends)
  const end = last === undefined ? undefined : ends[typeOf(last)]
  if (end === 'filled' && /[1-9]/.test(String(last?.['leavesQty']))) return 'open'
  return end ?? 'open'
}

/** How long an order's ways took. */
export const waysOf = (lines: ReadonlyArray<LineFields>): Ways => {
  const at = (fields: LineFields | undefined): number | null =>
    fields === undefined ? null : Number(fields['at'])
  const first = (...types: ReadonlyArray<string>) =>
    lines.find((fields) => types.includes(typeOf(fields)))
  const between = (from: number | null, to: number | null): number | null =>
    from === null || to === null ? null : to - from
  const answer = first('OrderAccepted', 'OrderRejected', 'TradingStopTriggered')
  const heard = lines.find(
    (fields) => typeOf(fields) === 'Delivered' && fields['cause'] === answer?.['seq'],
  )
  const asked = lines.findLast((fields) => typeOf(fields) === 'CancelOrder')
  const reply = lines.find(
    (fields) =>
      /^(OrderCanceled|CancelRejected)$/.test(typeOf(fields)) && fields['cause'] === asked?.['seq'],
  )
  const ended = endOf(lines) === 'open' ? undefined : lines.findLast((each) => typeOf(each) in ends)
  return {
    answered: between(at(first('OrderPlaced')), at(answer)),
    heard: between(at(answer), at(heard)),
    open: between(at(first('OrderAccepted', 'TradingStopTriggered')), at(ended)),
    canceled: between(at(asked), at(reply)),
  }
}
