import { divideRounded, formatDecimal, pow10 } from '@shadowtape/core'

import { grouped } from './quantity-text'

/** Units at a scale as dollars and cents: `-$1,234.50`. */
export const usdText = (units: number, scale: number): string => {
  const cents =
    scale >= 2
      ? divideRounded(units, pow10[scale - 2] as number)
      : units * (pow10[2 - scale] as number)
  const [whole = '', fraction = ''] = formatDecimal(Math.abs(cents), 2).split('.')
  return `${cents < 0 ? '-' : ''}$${grouped(Number(whole))}.${fraction}`
}

/** The time of day of an instant, UTC: `09:01:42.004`. */
export const timeOfDay = (us: number, layout: 'seconds' | 'milliseconds'): string => {
  const ms = Math.floor(us / 1_000)
  const text = new Date(ms).toISOString().slice(11, 23)
  return layout === 'seconds' ? text.slice(0, 8) : text
}

/** Values as a row of bars, from 0 (and below) up to the largest. */
export const sparkline = (values: ReadonlyArray<number>): string => {
  const top = Math.max(...values, 1)
  return values
    .map((value) => bars[Math.max(0, Math.min(7, Math.floor((value * 8) / top)))] ?? '')
    .join('')
}

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
