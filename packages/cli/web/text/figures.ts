import { roundedDecimal } from '@shadowtape/core'

import { compared, exactDecimal, unitsAt } from '../../src/explanations/exact-decimal'
import { usdText } from '../../src/reports/for-people'
import { grouped } from '../../src/reports/quantity-text'

/** A number with so many decimals, its thousands grouped: `60,778.40`. */
export const numberText = (value: number, decimals: number): string => {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const text =
    whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text
}

/** A drawn amount as dollars and cents. */
export const usdOfNumber = (value: number): string => usdText(Math.round(value * 100), 2)

/** A decimal's text as dollars and cents, `-$2.51`; what is no decimal stays as it is. */
export const usd = (text: string): string => {
  const cents = roundedDecimal(text, 2)
  return cents === null ? text : usdText(cents, 2)
}

/** The same with a plus sign before what is above zero. */
export const signedUsd = (text: string): string => {
  const cents = roundedDecimal(text, 2)
  return cents === null ? text : `${cents > 0 ? '+' : ''}${usdText(cents, 2)}`
}

/** The first decimal less the second, exactly; `null` where one is none. */
export const less = (a: string, b: string): string | null => {
  const [first, second] = [exactDecimal(a), exactDecimal(b)]
  if (first === null || second === null) return null
  const scale = Math.max(first.scale, second.scale)
  return decimalText(unitsAt(first, scale) - unitsAt(second, scale), scale)
}

/** The sum of decimals, exactly; `null` where one of them is none. */
export const total = (texts: ReadonlyArray<string>): string | null => {
  let sum = '0'
  for (const text of texts) {
    const next = less(sum, text.startsWith('-') ? text.slice(1) : `-${text}`)
    if (next === null) return null
    sum = next
  }
  return sum
}

const decimalText = (units: bigint, scale: number): string => {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  return `${units < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`
}

/** Below, at or above zero: -1, 0 or 1; 0 for what is no decimal. */
export const signOf = (text: string): number => {
  const value = exactDecimal(text)
  return value === null ? 0 : compared(value, { units: 0n, scale: 0 })
}

/** A share in percent, `12.5 %`; `none` of nothing. */
export const shareText = (part: number, whole: number): string =>
  whole === 0 ? 'none' : `${numberText((part * 100) / whole, part === whole ? 0 : 1)} %`

/** A count of things that is not there too often to be read: `1,234`. */
export const countText = (n: number): string => grouped(n)
