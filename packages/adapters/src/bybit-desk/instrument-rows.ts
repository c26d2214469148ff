import type { Instrument } from '@shadowtape/core'
import {
  decimalsOf,
  formatDecimal,
  probabilityScale,
  shortDecimal,
  usdScale,
} from '@shadowtape/core'

import { priceText, qtyText } from './figures'
import type { Row } from './order-rows'

/**
 * An instrument as `instruments-info` shows it. What core does not know of it stands as Bybit has
 * it for a symbol without anything special; the dearest price is as many ticks as fit 9 digits.
 */
export const instrumentRow = (
  instrument: Instrument,
  symbolId: number,
  leverageMax: number,
): Row =>
  instrument.category === 'spot'
    ? spotRow(instrument, symbolId)
    : linearRow(instrument, symbolId, leverageMax)

const linearRow = (instrument: Instrument, symbolId: number, leverageMax: number): Row => ({
  ...namesOf(instrument, symbolId),
  contractType: 'LinearPerpetual',
  launchTime: '1585526400000',
  deliveryTime: '0',
  deliveryFeeRate: '',
  priceScale: String(decimalsOf(priceText(instrument, instrument.tickSize))),
  leverageFilter: {
    minLeverage: '1',
    maxLeverage: `${Math.max(leverageMax, 100)}.00`,
    leverageStep: '0.01',
  },
  priceFilter: {
    minPrice: priceText(instrument, instrument.tickSize),
    maxPrice: priceText(instrument, instrument.tickSize * 9_999_999),
    tickSize: priceText(instrument, instrument.tickSize),
  },
  lotSizeFilter: {
    maxOrderQty: qtyText(instrument, instrument.maxQty),
    minOrderQty: qtyText(instrument, instrument.minQty),
    qtyStep: qtyText(instrument, instrument.lotSize),
    postOnlyMaxOrderQty: qtyText(instrument, instrument.maxQty),
    maxMktOrderQty: qtyText(instrument, instrument.maxMarketQty),
    minNotionalValue: notionalText(instrument),
  },
  unifiedMarginTrade: true,
  fundingInterval: 480,
  settleCoin: instrument.quoteCoin,
  copyTrading: 'none',
  upperFundingRate: '0.00375',
  lowerFundingRate: '-0.00375',
  isPreListing: false,
  preListingInfo: null,
  riskParameters: riskOf(instrument),
})

const spotRow = (instrument: Instrument, symbolId: number): Row => ({
  ...namesOf(instrument, symbolId),
  innovation: '0',
  marginTrading: 'none',
  stTag: '0',
  lotSizeFilter: {
    basePrecision: qtyText(instrument, instrument.lotSize),
    quotePrecision: quotePrecisionOf(instrument),
    minOrderQty: qtyText(instrument, instrument.minQty),
    maxOrderQty: qtyText(instrument, instrument.maxQty),
    minOrderAmt: notionalText(instrument),
    maxOrderAmt: '8000000',
    maxLimitOrderQty: qtyText(instrument, instrument.maxQty),
    maxMarketOrderQty: qtyText(instrument, instrument.maxMarketQty),
    postOnlyMaxLimitOrderSize: qtyText(instrument, instrument.maxQty),
  },
  priceFilter: { tickSize: priceText(instrument, instrument.tickSize) },
  riskParameters: riskOf(instrument),
})

const namesOf = ({ symbol, baseCoin, quoteCoin }: Instrument, symbolId: number): Row => ({
  symbol,
  symbolId,
  status: 'Trading',
  baseCoin,
  quoteCoin,
  symbolType: '',
})

const riskOf = ({ priceLimitX, priceLimitY }: Instrument): Row => ({
  priceLimitRatioX: ratioText(priceLimitX),
  priceLimitRatioY: ratioText(priceLimitY),
})

const ratioText = (ratio: number | null): string =>
  ratio === null ? '' : shortDecimal(formatDecimal(ratio, probabilityScale))

const notionalText = ({ minNotionalUsd }: Instrument): string =>
  shortDecimal(formatDecimal(minNotionalUsd, usdScale))

const quotePrecisionOf = ({ priceScale, qtyScale }: Instrument): string =>
  formatDecimal(1, priceScale + qtyScale)
