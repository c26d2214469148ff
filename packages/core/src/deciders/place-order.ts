import type { PlaceOrder } from '../commands/place-order'
import type { OrderDenied } from '../events/order-denied'
import type { OrderPlaced } from '../events/order-placed'
import type { State } from '../state/state'
import type { DenialReason } from '../units/denial-reason'
import type { Instrument } from '../units/instrument'
import { notionalUsd } from '../units/instrument'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { Usd } from '../units/usd'

/**
 * The risk monitor's answer to every `PlaceOrder`: exactly one event. Limits look at the worst
 * case, as if everything resting on a side had filled, and stop an order only where it makes the
 * worst case worse. A figure at its limit passes.
 */
export const placeOrder = (state: State, command: PlaceOrder): OrderPlaced | OrderDenied => {
  const instrument = state.instruments[command.symbol]
  const config = state.config
  if (instrument === undefined || config === null) return denied(command, 'NO_MARK_PRICE')
  if (state.risk.isFrozen) return denied(command, 'FROZEN')
  if (command.price % instrument.tickSize !== 0) return denied(command, 'PRICE_OFF_TICK')
  if (command.qty === 0 || command.qty % instrument.lotSize !== 0)
    return denied(command, 'QTY_OFF_LOT')
  const mark = state.market[command.symbol]?.mark ?? null
  if (mark === null) return denied(command, 'NO_MARK_PRICE')

  const inventoryUsd = worstOnSideUsd(state, instrument, command, mark)
  const inventoryUsdMax = config.inventoryUsdMax
  if (inventoryUsd > inventoryUsdMax)
    return denied(command, 'INVENTORY_LIMIT', inventoryUsd, inventoryUsdMax)

  const before = worstCaseUsd(state, command.symbol)
  const after = Math.max(before, inventoryUsd)
  const totalUsd = Math.min(totalOfOthersUsd(state, command.symbol) + after, maxUsd) as Usd
  if (after > before && totalUsd > config.totalNotionalUsdMax)
    return denied(command, 'TOTAL_NOTIONAL_LIMIT', totalUsd, config.totalNotionalUsdMax)

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

/** With this order: the position as if every order on its side had filled; 0 if that reduces it. */
const worstOnSideUsd = (
  state: State,
  instrument: Instrument,
  command: PlaceOrder,
  mark: number,
): Usd => {
  const held = state.positions[command.symbol]?.qty ?? 0
  const exposure = state.orders.exposure[command.symbol]
  const worst =
    command.side === 'Buy'
      ? held + (exposure?.buyQty ?? 0) + command.qty
      : (exposure?.sellQty ?? 0) + command.qty - held
  return worst > 0 ? notionalUsd(instrument, worst, mark) : (0 as Usd)
}

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
  observedUsd,
  limitUsd,
})
