import type { FillQuality, FillWorth, QualityLook, QuoteAges, State } from '@shadowtape/core'
import {
  ageBoundsUs,
  bpsScale,
  divideRounded,
  formatDecimal,
  shareBps,
  usdScale,
} from '@shadowtape/core'

import { bpsText } from './freeze-text'
import { quantity, spanText } from './quantity-text'

/** How well the fills of each symbol went, and of all where there are several; for people. */
export const qualityLines = ({ quality }: State): ReadonlyArray<string> => {
  const bySymbol = Object.entries(quality.bySymbol)
  return [
    ...bySymbol.map(([symbol, own]) => qualityLine(symbol, own)),
    ...(bySymbol.length > 1 ? [qualityLine('all symbols', quality.total)] : []),
  ]
}

const qualityLine = (whose: string, quality: FillQuality): string => {
  const { looks, ages } = quality
  const [atFill, ...later] = looks.filter(({ fills }) => fills > 0)
  const adverse = later.map(
    (look) => `${bpsText(mean(look.bps.adverse, look))} bps after ${spanText(look.horizonUs)}`,
  )
  return [
    `quality   ${whose}`,
    ...(atFill === undefined
      ? ['no touch to tell']
      : [
          `spread captured ${bpsText(mean(atFill.bps.spread, atFill))} bps`,
          `fees ${bpsText(mean(atFill.bps.fee, atFill))} bps`,
        ]),
    ...(adverse.length > 0 ? [`adverse selection ${adverse.join(', ')}`] : []),
    makerText(quality),
    ...(ages.fills > 0 ? [agesText(ages)] : []),
  ].join(' · ')
}

const makerText = ({ fills, makers, raced }: FillQuality): string => {
  const share = formatDecimal(divideRounded(makers * 1_000, fills), 1)
  const lost = raced === 0 ? '' : `, ${quantity(raced, 'fill')} won against a cancel`
  return `${share} % as maker${lost}`
}

const mean = (sum: number, { fills }: Pick<QualityLook, 'fills'>): number =>
  divideRounded(sum, fills)

const agesText = ({ fills, sumUs, maxUs }: QuoteAges): string =>
  `quote age ${ageText(divideRounded(sumUs, fills))}, at most ${ageText(maxUs)}`

const ageText = (us: number): string =>
  us < 1_000_000
    ? `${formatDecimal(divideRounded(us, 10), 2)} ms`
    : `${formatDecimal(divideRounded(us, 10_000), 2)} s`

/** The same for programs: means over fills that count alike, and by their notional. */
export const qualityJson = ({ quality }: State): Readonly<Record<string, unknown>> => ({
  total: fillsJson(quality.total),
  symbols: Object.fromEntries(
    Object.entries(quality.bySymbol).map(([symbol, own]) => [symbol, fillsJson(own)]),
  ),
})

const fillsJson = ({ fills, makers, raced, looks, ages }: FillQuality): object => ({
  fills,
  maker_fills: makers,
  fills_against_a_cancel: raced,
  horizons: looks.map((look) => ({
    horizon_us: look.horizonUs,
    fills: look.fills,
    notional_usd: formatDecimal(look.notionalUsd, usdScale),
    against_a_cancel_usd: formatDecimal(look.racedUsd, usdScale),
    ...worthJson(look.bps, (sum) => (look.fills === 0 ? null : mean(sum, look))),
    by_notional: worthJson(look.usd, (usd) =>
      look.notionalUsd === 0 ? null : shareBps(usd, look.notionalUsd),
    ),
  })),
  quote_age: agesJson(ages),
})

const worthJson = (
  { spread, adverse, fee, markout }: FillWorth,
  meanOf: (sum: number) => number | null,
): object => {
  const text = (sum: number): string | null => {
    const bps = meanOf(sum)
    return bps === null ? null : formatDecimal(bps, bpsScale)
  }
  return {
    spread_bps: text(spread),
    adverse_bps: text(adverse),
    fee_bps: text(fee),
    markout_bps: text(markout),
  }
}

const agesJson = ({ fills, sumUs, maxUs, counts }: QuoteAges): object => ({
  fills,
  mean_us: fills === 0 ? null : divideRounded(sumUs, fills),
  max_us: fills === 0 ? null : maxUs,
  counts: counts.map((count, i) => ({ below_us: ageBoundsUs[i] ?? null, fills: count })),
})
