import type { Instrument, Market } from '@shadowtape/core'

import { feeRateText, priceText, qtyText, roundedBy, wideText } from './figures'
import type { Row } from './order-rows'
import type { PrintedSoFar } from './public-tape'

/**
 * A ticker as `market/tickers` shows it. The figures of 24 hours are those since the desk was
 * opened; what no message has told is empty.
 */
export const tickerRow = (instrument: Instrument, market: Market, soFar: PrintedSoFar): Row => ({
  ...traded(instrument, market, soFar),
  ...touchRow(instrument, market),
  ...(instrument.category === 'spot' ? { usdIndexPrice: '' } : derivative(instrument, market)),
})

/** A ticker as the public stream tells it: spot has no touch there. */
export const tickerStreamRow = (
  instrument: Instrument,
  market: Market,
  soFar: PrintedSoFar,
): Row =>
  instrument.category === 'spot'
    ? { ...traded(instrument, market, soFar), usdIndexPrice: '' }
    : { ...tickerRow(instrument, market, soFar), tickDirection: 'ZeroPlusTick' }

const traded = (instrument: Instrument, market: Market, soFar: PrintedSoFar): Row => ({
  symbol: instrument.symbol,
  lastPrice: priceText(instrument, market.last),
  prevPrice24h: priceText(instrument, soFar.first),
  price24hPcnt: change(soFar.first, market.last),
  highPrice24h: priceText(instrument, soFar.high),
  lowPrice24h: priceText(instrument, soFar.low),
  turnover24h: wideText(soFar.turnover, instrument.priceScale + instrument.qtyScale),
  volume24h: wideText(soFar.volume, instrument.qtyScale),
})

const touchRow = (instrument: Instrument, market: Market): Row => ({
  bid1Price: market.bidQty === 0 ? '' : priceText(instrument, market.bid),
  bid1Size: market.bidQty === 0 ? '' : qtyText(instrument, market.bidQty),
  ask1Price: market.askQty === 0 ? '' : priceText(instrument, market.ask),
  ask1Size: market.askQty === 0 ? '' : qtyText(instrument, market.askQty),
})

const derivative = (instrument: Instrument, market: Market): Row => ({
  indexPrice: priceText(instrument, market.index),
  markPrice: priceText(instrument, market.mark),
  prevPrice1h: '',
  openInterest: '',
  openInterestValue: '',
  fundingRate: market.fundingRate === null ? '' : feeRateText(market.fundingRate),
  nextFundingTime:
    market.nextFundingAt === null ? '' : String(Math.floor(market.nextFundingAt / 1_000)),
  predictedDeliveryPrice: '',
  basisRate: '',
  deliveryFeeRate: '',
  deliveryTime: '0',
  basis: '',
  preOpenPrice: '',
  preQty: '',
  curPreListingPhase: '',
  fundingIntervalHour: '8',
  basisRateYear: '',
  fundingCap: '',
})

const change = (from: number | null, to: number | null): string =>
  from === null || to === null
    ? ''
    : wideText(roundedBy(BigInt(to - from) * 1_000_000n, BigInt(from)), 6)
