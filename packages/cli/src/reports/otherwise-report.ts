import { parseDecimal, shortDecimal, usdScale } from '@shadowtape/core'

import type { Course, KeptQuoting, Unsaid } from '../postmortems/kept-quoting'
import type { Otherwise } from '../postmortems/otherwise'
import type { ThresholdRange, Thresholds } from '../postmortems/thresholds'
import { usdText } from './for-people'
import { printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** What would have been, had trading not stopped, for people. */
export const otherwiseRows = ({
  otherwise,
  stop,
}: {
  readonly otherwise: Otherwise | Unsaid
  readonly stop: { readonly fields: Readonly<Record<string, unknown>> }
}): ReadonlyArray<string> => {
  if ('unsaid' in otherwise) return [`Had it kept quoting: ${printable(otherwise.unsaid)}`]
  const { kept, by, thresholds } = otherwise
  const span = sinceText(kept.untilAt - Number(stop.fields['at']))
  const end = kept.isToEnd ? `, to the session's end` : ''
  return [
    `Had it kept quoting, over the next ${span}${end} (run again, ${shownBy(by)})`,
    ...courseRows(kept).map((row) => `  ${row}`),
    ...(thresholds === null ? [] : thresholdRows(thresholds, span)),
  ]
}

/** `name=1000.000000` without the zeros that say nothing. */
const shownBy = (by: string): string => {
  const [name = '', value] = by.split('=')
  return value === undefined ? name : `${name}=${shortDecimal(value)}`
}

const courseRows = (kept: KeptQuoting): ReadonlyArray<string> => {
  const { recorded, instead } = kept
  const difference = units(instead.netUsd) - units(recorded.netUsd)
  const what = difference > 0 ? 'more' : 'less'
  return [
    `as recorded   ${courseText(recorded)}`,
    `kept quoting  ${courseText(instead)}`,
    difference === 0
      ? 'the same either way'
      : `${usdText(Math.abs(difference), usdScale)} ${what} than with the stop`,
    ...(instead.nextStop === null
      ? []
      : [`it would have stopped all the same, by ${instead.nextStop.reason}, later`]),
    ...(kept.isPartedBefore
      ? ['earlier stops by this rule are gone in this run too: it had parted before this one']
      : []),
  ]
}

const courseText = ({ netUsd, fills, placed, lowUsd, highUsd }: Course): string =>
  `${dollars(netUsd).padStart(10)}, between ${dollars(lowUsd)} and ${dollars(highUsd)}, ` +
  `${quantity(fills, 'fill')}, ${quantity(placed, 'order')} placed`

const thresholdRows = (
  { setting, unit, recorded, ranges }: Thresholds,
  span: string,
): ReadonlyArray<string> => [
  '',
  `Other thresholds, ${setting}, ${unit} (recorded ${shortDecimal(recorded)})`,
  ...ranges.map((range) => {
    const text = ranges.some(({ means }) => means === 'here or earlier') ? limitText : edgeText
    return `  ${text(range).padEnd(32)}${meansText(range, span)}`
  }),
]

/** An edge at its threshold passes, so the upper bound is in the range. */
const edgeText = ({ from, to }: ThresholdRange): string => {
  if (from === null) return `up to ${shortDecimal(to ?? '')}`
  return to === null
    ? `above ${shortDecimal(from)}`
    : `above ${shortDecimal(from)}, up to ${shortDecimal(to)}`
}

/** A figure at the limit of a rule passes, so the lower bound is in the range. */
const limitText = ({ from, to }: ThresholdRange): string => {
  if (from === null) return `below ${shortDecimal(to ?? '')}`
  return to === null
    ? `from ${shortDecimal(from)} on`
    : `from ${shortDecimal(from)}, below ${shortDecimal(to)}`
}

const meansText = ({ means }: ThresholdRange, span: string): string => {
  switch (means) {
    case 'not':
      return `does not stop within ${span}`
    case 'later':
      return `goes on here, and stops within ${span}`
    case 'here':
      return 'stops here'
    case 'here or earlier':
      return 'stops here, or earlier'
    case 'earlier':
      return 'stops earlier'
  }
}

const units = (text: string): number => Number(parseDecimal(text, usdScale))

/** Dollars of a decimal, rounded to the cent for people. */
export const dollars = (text: string): string => usdText(units(text), usdScale)

/** A length of engine time in a unit that a person takes in: `4.2 s`, `350 ms`, `2 min 5 s`. */
export const sinceText = (us: number): string => {
  const size = Math.abs(us)
  const sign = us < 0 ? '-' : ''
  if (size < 1_000) return `${sign}${String(size)} us`
  if (size < 1_000_000) return `${sign}${trimmed(size / 1_000)} ms`
  if (size < 120_000_000) return `${sign}${trimmed(size / 1_000_000)} s`
  const seconds = Math.round(size / 1_000_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)]
  return hours > 0
    ? `${sign}${grouped(hours)} h ${String(minutes)} min`
    : `${sign}${String(minutes)} min ${String(seconds % 60)} s`
}

const trimmed = (value: number): string => value.toFixed(3).replace(/\.?0+$/, '')
