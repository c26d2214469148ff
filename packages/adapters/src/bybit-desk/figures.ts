import type { Instrument } from '@shadowtape/core'
import { coinScale, coinScaleOf, feeRateScale, formatDecimal, shortDecimal } from '@shadowtape/core'

/** A price by its instrument's decimals; an empty text for none. */
export const priceText = ({ priceScale }: Instrument, price: number | null): string =>
  price === null ? '' : formatDecimal(price, priceScale)

/** A quantity by its instrument's decimals; an empty text for none. */
export const qtyText = ({ qtyScale }: Instrument, qty: number | null): string =>
  qty === null ? '' : formatDecimal(qty, qtyScale)

/** An amount of the quote coin, without zeros that say nothing. */
export const amountText = ({ priceScale, qtyScale }: Instrument, amount: number): string =>
  shortDecimal(formatDecimal(amount, priceScale + qtyScale))

/** A quantity of the base coin beside orders, such as a fee on spot. */
export const coinQtyText = (instrument: Instrument, qty: number): string =>
  shortDecimal(formatDecimal(qty, coinScaleOf(instrument)))

/** A fee as a share of the notional. */
export const feeRateText = (rate: number): string => shortDecimal(formatDecimal(rate, feeRateScale))

/** An average price of an amount and a quantity, to eight decimals; empty where there is none. */
export const averageText = ({ priceScale }: Instrument, amount: number, qty: number): string => {
  if (qty === 0) return ''
  const below = BigInt(qty) * 10n ** BigInt(priceScale)
  return wideText(roundedBy(BigInt(amount) * 10n ** BigInt(decimals), below), decimals)
}

/** A sum of a coin as core's `walletOf` and `freeOf` tell it, to eight decimals. */
export const coinText = (sum: bigint): string =>
  wideText(roundedBy(sum, 10n ** BigInt(coinScale - decimals)), decimals)

/** A wide integer at a scale, without zeros that say nothing. */
export const wideText = (value: bigint, scale: number): string => {
  if (scale === 0) return String(value)
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  const sign = value < 0n ? '-' : ''
  return shortDecimal(`${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`)
}

/** `a / b` to the nearest whole, halves away from zero; `b` is above zero. */
export const roundedBy = (a: bigint, b: bigint): bigint => {
  const magnitude = ((a < 0n ? -a : a) * 2n + b) / (b * 2n)
  return a < 0n ? -magnitude : magnitude
}

const decimals = 8
