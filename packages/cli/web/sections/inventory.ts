import type { Series } from '../../src/pages/report-data'
import { chartBox } from '../charts/chart-box'
import type { Paint } from '../charts/palette'
import { usdOfNumber } from '../text/figures'
import { levelOf } from '../text/level-words'
import { samplesText } from '../text/sampling-words'
import { section } from './section'
import type { View } from './view'

const paints: ReadonlyArray<Paint> = ['first', 'second', 'third', 'fourth']
const dashes: ReadonlyArray<ReadonlyArray<number>> = [[], [7, 3], [2, 3], [10, 3, 2, 3]]

/** How a line of several is told from the others: a color and dashes of its own. */
export const lineStyle = (
  i: number,
): { readonly paint: Paint; readonly dash: ReadonlyArray<number> } => ({
  paint: paints[i % paints.length] as Paint,
  dash: dashes[i % dashes.length] as ReadonlyArray<number>,
})

/** What was held and what could have come of the open orders, against their limits. */
export const inventory = (view: View): HTMLElement => {
  const { report } = view
  return section(
    view.id('inventory'),
    'Inventory and exposure',
    heldChart(view),
    limitChart(view, {
      title: 'Exposure, worst case',
      what: 'Exposure, were the worse side of all open orders filled,',
      values: report.money.exposure,
      max: report.money.exposureMax,
    }),
  )
}

const heldChart = (view: View): HTMLElement => {
  const { page, report, home, at, stops } = view
  const levels = report.symbols.flatMap(({ symbol, heldUsd, heldUsdMax }) => {
    if (heldUsdMax === null) return []
    return [{ max: heldUsdMax, symbol, ...levelOf(symbol, heldUsdMax, heldUsd, usdOfNumber) }]
  })
  const near = [...new Set(levels.filter(({ isNear }) => isNear).map(({ max }) => max))]
  return chartBox(page, {
    title: 'Inventory, its worth in dollars',
    says: `${samplesText(report)} ${levels.map(({ says }) => says).join(' ')}`,
    height: 190,
    ...{ home, at, stops, startAt: report.startAt },
    lines: report.symbols.map(({ symbol, heldUsd }, i) => ({
      ...{ label: symbol, values: heldUsd, width: 2, ...lineStyle(i) },
    })),
    levels: near.flatMap((max) => [levelLine(max), levelLine(-max)]),
    reaches: [0],
    valueText: usdOfNumber,
  })
}

type Limited = {
  readonly title: string
  readonly what: string
  readonly values: Series
  readonly max: number | null
}

const limitChart = (view: View, { title, what, values, max }: Limited): HTMLElement => {
  const { page, report, home, at, stops } = view
  const level = max === null ? null : levelOf(what, max, values, usdOfNumber)
  return chartBox(page, {
    ...{ title, height: 160, home, at, stops, startAt: report.startAt },
    says: `${samplesText(report)} ${level?.says ?? 'It has no limit.'}`,
    lines: [{ label: 'exposure', values, paint: 'third', width: 2 }],
    levels: max === null || level?.isNear !== true ? [] : [levelLine(max)],
    reaches: max === null || level?.isNear !== true ? [0] : [0, max],
    valueText: usdOfNumber,
  })
}

const levelLine = (value: number) => ({ value, label: `limit ${usdOfNumber(value)}` })
