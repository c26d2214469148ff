import type {
  Engine,
  InstrumentListed,
  Price,
  Qty,
  Reason,
  Strategy,
  TimestampUs,
} from '@shadowtape/core'
import {
  changedFields,
  engineOf,
  mainAccount,
  nothing,
  parseDecimal,
  plainOrder,
  step,
} from '@shadowtape/core'

import { deskHeader } from './desk-header'
import type { DeskPosition, DeskTerms } from './desk-options'

/** Nobody trades here but those who ask. */
const idle: Strategy = {
  name: 'idle',
  initial: () => ({}),
  evolve: () => undefined,
  decide: () => nothing,
}

/**
 * An engine at the clock's time, with everything listed and the positions that the account begins
 * with. Those were traded at their prices without a fee, and nothing tells of it. Throws a
 * RangeError where the terms cannot be.
 */
export const begunEngine = (terms: DeskTerms): Engine => {
  const { instruments, positions } = terms
  const header = deskHeader(terms)
  const feeless = deskHeader({ ...terms, fees: { maker: '0', taker: '0' } })
  const engine = engineOf(idle)
  const at = Math.floor(terms.clock() * 1_000) as TimestampUs
  step(engine, at, positions.length === 0 ? header : feeless)
  const symbols = new Set<string>()
  for (const instrument of instruments) {
    if (symbols.has(instrument.symbol))
      throw new RangeError(`${instrument.symbol} is listed twice: a symbol is of one category`)
    symbols.add(instrument.symbol)
    step(engine, at, { type: 'InstrumentListed', ...instrument } as InstrumentListed)
  }
  for (const position of positions) tookUp(engine, at, position)
  if (positions.length > 0)
    step(engine, at, {
      type: 'SettingsChanged',
      actor: 'desk' as Reason,
      ...changedFields(feeless, header),
      configDigest: header.configDigest,
    })
  return engine
}

const tookUp = (engine: Engine, at: TimestampUs, position: DeskPosition): void => {
  const { side, entryPrice, size } = position
  const instrument = Object.values(engine.state.instruments).find(
    ({ symbol, category }) => symbol === position.symbol && category === 'linear',
  )
  if (instrument === undefined) throw new RangeError(`${position.symbol} is not listed as linear`)
  const { symbol, priceScale, qtyScale } = instrument
  const price = figure(entryPrice, priceScale, `the entry price of ${symbol}`) as Price
  const qty = figure(size, qtyScale, `the size of ${symbol}`) as Qty
  const shown = (shownQty: number): void => {
    const touch = { bid: price, ask: price, bidQty: shownQty as Qty, askQty: shownQty as Qty }
    step(engine, at, { type: 'QuoteObserved', symbol, ...touch, venueAt: null, crossSeq: null })
  }
  shown(qty)
  const order = { symbol, side, price, qty, account: mainAccount, timeInForce: 'IOC' as const }
  const entries = step(engine, at, { ...plainOrder, ...order })
  // nothing of it is displayed any more, so that nobody trades with it
  shown(0)
  const held = Math.abs(engine.state.accounts[mainAccount]?.positions[symbol]?.qty ?? 0)
  if (held === qty) return
  const why = entries.flatMap(({ message }) => ('reason' in message ? [message.reason] : []))
  throw new RangeError(`${symbol} cannot be begun with at ${size}: ${why.join(', ')}`)
}

const figure = (text: string, scale: number, what: string): number => {
  const units = parseDecimal(text, scale)
  if (typeof units === 'number' && units > 0) return units
  throw new RangeError(`${what} is no decimal above 0 that it is counted in: ${text}`)
}
