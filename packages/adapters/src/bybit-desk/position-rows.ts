import type { Instrument, Market } from '@shadowtape/core'
import { unrealizedPnl } from '@shadowtape/core'

import { amountText, averageText, priceText, qtyText } from './figures'
import type { Row } from './order-rows'
import type { PositionNote } from './position-notes'
import { realizedOf } from './position-notes'

/**
 * A position as `position/list` shows it, flat ones too. The desk liquidates nothing, so there is
 * no liquidation price, and `positionMM` is 0.
 */
export const positionRow = (instrument: Instrument, market: Market, note: PositionNote): Row => ({
  ...namesOf(instrument, note),
  avgPrice: note.position.qty === 0 ? '0' : entryOf(instrument, note),
  ...figuresOf(instrument, market, note),
  ...stopsOf(instrument, note),
  ...timesOf(note),
  mmrSysUpdateTime: '',
})

/** A position as the private stream shows it: its price has another name there. */
export const positionStreamRow = (
  instrument: Instrument,
  market: Market,
  note: PositionNote,
): Row => ({
  category: instrument.category,
  ...namesOf(instrument, note),
  entryPrice: note.position.qty === 0 ? '0' : entryOf(instrument, note),
  ...figuresOf(instrument, market, note),
  ...stopsOf(instrument, note),
  ...timesOf(note),
  mmrSysUpdatedTime: '',
})

const namesOf = ({ symbol, ...instrument }: Instrument, { position, leverage }: PositionNote) => ({
  positionIdx: 0,
  riskId: 1,
  riskLimitValue: '0',
  symbol,
  side: position.qty === 0 ? '' : position.qty > 0 ? 'Buy' : 'Sell',
  size: qtyText({ symbol, ...instrument }, Math.abs(position.qty)),
  tradeMode: 0,
  positionStatus: 'Normal',
  autoAddMargin: 0,
  adlRankIndicator: 0,
  leverage: String(leverage),
  isReduceOnly: false,
})

const entryOf = (instrument: Instrument, { position }: PositionNote): string =>
  averageText(instrument, Math.abs(position.cost), Math.abs(position.qty))

const figuresOf = (instrument: Instrument, market: Market, note: PositionNote): Row => {
  const { position, leverage } = note
  const value = Math.abs(position.cost)
  const atMark = Math.abs(position.qty) * (market.mark ?? 0)
  const isFlat = position.qty === 0
  const made = realizedOf(position)
  return {
    positionValue: isFlat ? '' : amountText(instrument, value),
    positionBalance: isFlat ? '0' : amountText(instrument, Math.ceil(value / leverage)),
    positionIM: isFlat ? '' : amountText(instrument, Math.ceil(value / leverage)),
    positionIMByMp: isFlat ? '' : amountText(instrument, Math.ceil(atMark / leverage)),
    positionMM: isFlat ? '' : '0',
    positionMMByMp: isFlat ? '' : '0',
    markPrice: priceText(instrument, market.mark),
    liqPrice: '',
    bustPrice: '',
    breakEvenPrice: '',
    sessionAvgPrice: '',
    unrealisedPnl:
      isFlat || market.mark === null
        ? ''
        : amountText(instrument, unrealizedPnl(position, market.mark)),
    curRealisedPnl: amountText(instrument, made - note.realizedBefore),
    cumRealisedPnl: amountText(instrument, made),
  }
}

const stopsOf = (instrument: Instrument, { position }: PositionNote): Row => ({
  tpslMode: 'Full',
  takeProfit: priceText(instrument, position.tradingStop?.takeProfit?.price ?? null),
  stopLoss: priceText(instrument, position.tradingStop?.stopLoss?.price ?? null),
  trailingStop: '0',
})

const timesOf = ({ createdMs, updatedMs, seq }: PositionNote): Row => ({
  createdTime: String(createdMs),
  updatedTime: String(updatedMs),
  seq,
  leverageSysUpdatedTime: '',
})
