import type { PlaceOrder } from '../commands/place-order'
import type { OrderDenied } from '../events/order-denied'
import type { OrderPlaced } from '../events/order-placed'
import { tradingStateOf } from '../state/risk'
import type { State } from '../state/state'
import { formatDecimal, usdScale } from '../units/decimal'
import type { DenialReason } from '../units/denial-reason'
import type { Instrument } from '../units/instrument'
import { exactUsdMax, notionalUsd } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { Text } from '../units/text'
import type { Usd } from '../units/usd'
import { deniedByRule } from './risk-rules/denied-by-rule'

/**
 * The risk monitor's answer to every `PlaceOrder`: exactly one event. Limits look at the worst
 * case, as if everything resting on a side had filled, and stop an order only where it makes the
 * worst case worse. A figure at its limit passes.
 */
export const placeOrder = (state: State, command: PlaceOrder): OrderPlaced | OrderDenied => {
  const instrument = state.instruments[command.symbol]
  const config = state.config
  if (instrument === undefined || config === null) return denied(command, 'NO_MARK_PRICE')
  if (tradingStateOf(state.risk, command.symbol) === 'frozen') return denied(command, 'FROZEN')
  if (command.price % instrument.tickSize !== 0) return denied(command, 'PRICE_OFF_TICK')
  if (command.qty === 0 || command.qty % instrument.lotSize !== 0)
    return denied(command, 'QTY_OFF_LOT')
  const mark = state.market[command.symbol]?.mark ?? null
  if (mark === null) return denied(command, 'NO_MARK_PRICE')

  const worst = worstOnSide(state, command)
  const inventoryUsd = notionalUsd(instrument, Math.max(worst, 0), mark)
  const inventoryUsdMax = config.inventoryUsdMax
  if (inventoryUsd > inventoryUsdMax)
    return denied(command, 'INVENTORY_LIMIT', inventoryUsd, inventoryUsdMax)
  const dearestUsd = dearest(instrument, command, worst, mark)
  const exactMax = exactUsdMax(instrument)
  if (dearestUsd > exactMax) return denied(command, 'INVENTORY_LIMIT', dearestUsd, exactMax)

  const before = worstCaseUsd(state, command.symbol)
  const after = Math.max(before, inventoryUsd)
  const totalUsd = Math.min(totalOfOthersUsd(state, command.symbol) + after, maxUsd) as Usd
  if (after > before && totalUsd > config.totalNotionalUsdMax)
    return denied(command, 'TOTAL_NOTIONAL_LIMIT', totalUsd, config.totalNotionalUsdMax)
  const denial = deniedByRule(state, command)
  if (denial !== null) return { ...denied(command, denial.reason), ...denial }

  return {
    type: 'OrderPlaced',
    orderId: `o-${String(state.orders.lastOrder + 1)}` as OrderId,
    symbol: command.symbol,
    side: command.side,
    price: command.price,
    qty: command.qty,
    orderLinkId: command.orderLinkId,
  }
}

/** The worst notional a symbol could come to at its mark, in millionths of a dollar. */
export const worstCaseUsd = (state: State, symbol: MarketSymbol): number => {
  const instrument = state.instruments[symbol]
  const position = state.positions[symbol]
  const exposure = state.orders.exposure[symbol]
  const mark = state.market[symbol]?.mark ?? null
  if (instrument === undefined || position === undefined || exposure === undefined || mark === null)
    return 0
  const long = position.qty + exposure.buyQty
  const short = exposure.sellQty - position.qty
  return notionalUsd(instrument, Math.max(long, short, 0), mark)
}

const maxUsd = Number.MAX_SAFE_INTEGER

/** The position as if this order and all on its side had filled; not above 0 if that reduces it. */
const worstOnSide = (state: State, { symbol, side, qty }: PlaceOrder): number => {
  const held = state.positions[symbol]?.qty ?? 0
  const exposure = state.orders.exposure[symbol]
  return side === 'Buy'
    ? held + (exposure?.buyQty ?? 0) + qty
    : (exposure?.sellQty ?? 0) + qty - held
}

/** The largest amount that filling this order could lead to, at the dearer of mark and price. */
const dearest = (
  instrument: Instrument,
  { qty, price }: PlaceOrder,
  worst: number,
  mark: number,
): Usd => notionalUsd(instrument, Math.max(worst, qty), Math.max(mark, price))

const totalOfOthersUsd = (state: State, symbol: MarketSymbol): number => {
  let total = 0
  for (const other in state.positions)
    if (other !== symbol) total += worstCaseUsd(state, other as MarketSymbol)
  return total
}

const denied = (
  { symbol, side, price, qty, orderLinkId }: PlaceOrder,
  reason: DenialReason,
  observedUsd: Usd | null = null,
  limitUsd: Usd | null = null,
): OrderDenied => ({
  type: 'OrderDenied',
  symbol,
  side,
  price,
  qty,
  orderLinkId,
  reason,
  rule: null,
  observed: usdText(observedUsd),
  limit: usdText(limitUsd),
  unit: observedUsd === null ? null : 'USD',
})

const usdText = (usd: Usd | null): Text | null =>
  usd === null ? null : (formatDecimal(usd, usdScale) as Text)
