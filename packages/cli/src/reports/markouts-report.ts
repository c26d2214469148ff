import type { MarkoutWindow, State } from '@shadowtape/core'
import { bpsScale, divideRounded, formatDecimal } from '@shadowtape/core'

import { bpsText } from './freeze-text'
import { quantity, spanText } from './quantity-text'

/** What a symbol's fills were worth, net of fees, so long after each, over the whole session. */
type Measured = {
  readonly symbol: string
  readonly horizonUs: number
  readonly fills: number
  /** Fills at whose horizon the symbol had no touch. */
  readonly unmeasured: number
  /** In millionths of a basis point; `null` where nothing was measured. */
  readonly meanBps: number | null
}

const measuredIn = (
  symbol: string,
  windows: ReadonlyArray<MarkoutWindow>,
): ReadonlyArray<Measured> =>
  windows.map(({ horizonUs, measured, unmeasured, totalBps }) => ({
    symbol,
    horizonUs,
    fills: measured,
    unmeasured,
    meanBps: measured === 0 ? null : divideRounded(totalBps, measured),
  }))

/** A line a symbol, for people, and one for all where there are several; none without fills. */
export const markoutLines = ({ markouts }: State): ReadonlyArray<string> => {
  const bySymbol = Object.entries(markouts.bySymbol)
  return [
    ...bySymbol.map(([symbol, windows]) => markoutLine(measuredIn(symbol, windows))),
    ...(bySymbol.length > 1 ? [markoutLine(measuredIn('all symbols', markouts.total))] : []),
  ]
}

const markoutLine = (measured: ReadonlyArray<Measured>): string => {
  const texts = measured.map(({ horizonUs, fills, meanBps }) => {
    const worth = meanBps === null ? 'nothing measured' : `${bpsText(meanBps)} bps`
    return `${spanText(horizonUs)} ${worth} over ${quantity(fills, 'fill')}`
  })
  return [`markouts  ${measured[0]?.symbol ?? ''}, net of fees`, ...texts].join(' · ')
}

/** The markouts of each symbol, for programs. */
export const markoutsJson = ({ markouts }: State): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(markouts.bySymbol).map(([symbol, windows]) => [
      symbol,
      measuredIn(symbol, windows).map(measuredJson),
    ]),
  )

/** Those of all symbols together, for programs. */
export const markoutsTotalJson = ({ markouts }: State): ReadonlyArray<object> =>
  measuredIn('', markouts.total).map(measuredJson)

const measuredJson = ({ horizonUs, fills, unmeasured, meanBps }: Measured): object => ({
  horizon_us: horizonUs,
  mean_bps: meanBps === null ? null : formatDecimal(meanBps, bpsScale),
  ...{ fills, unmeasured },
})
