import type { State } from '@shadowtape/core'
import { bpsScale, divideRounded, formatDecimal } from '@shadowtape/core'

import { grouped, quantity } from './quantity-text'

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

const measuredIn = ({ markouts }: State): ReadonlyArray<Measured> =>
  Object.entries(markouts.bySymbol).flatMap(([symbol, windows]) =>
    windows.map(({ horizonUs, measured, unmeasured, totalBps }) => ({
      symbol,
      horizonUs,
      fills: measured,
      unmeasured,
      meanBps: measured === 0 ? null : divideRounded(totalBps, measured),
    })),
  )

/** A line a symbol, for people; none where nothing was to be measured. */
export const markoutLines = (state: State): ReadonlyArray<string> => {
  const bySymbol = new Map<string, Array<string>>()
  for (const { symbol, horizonUs, fills, meanBps } of measuredIn(state)) {
    const texts = bySymbol.get(symbol) ?? []
    if (texts.length === 0) texts.push(`markouts  ${symbol}, net of fees`)
    const worth = meanBps === null ? 'nothing measured' : `${twoDecimals(meanBps)} bps`
    texts.push(`${spanText(horizonUs)} ${worth} over ${quantity(fills, 'fill')}`)
    bySymbol.set(symbol, texts)
  }
  return [...bySymbol.values()].map((texts) => texts.join(' · '))
}

/** The same for programs. */
export const markoutsJson = (state: State): Readonly<Record<string, unknown>> => {
  const json: Record<string, Array<object>> = {}
  for (const { symbol, horizonUs, fills, unmeasured, meanBps } of measuredIn(state))
    (json[symbol] ??= []).push({
      horizon_us: horizonUs,
      mean_bps: meanBps === null ? null : formatDecimal(meanBps, bpsScale),
      ...{ fills, unmeasured },
    })
  return json
}

const twoDecimals = (bps: number): string => formatDecimal(divideRounded(bps, 10_000), 2)

const spanText = (us: number): string => {
  if (us % 1_000_000 === 0) return `${grouped(us / 1_000_000)} s`
  return us % 1_000 === 0 ? `${grouped(us / 1_000)} ms` : `${grouped(us)} us`
}
