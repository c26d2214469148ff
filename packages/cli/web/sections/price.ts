import type { FillMark, SymbolSeries } from '../../src/pages/report-data'
import { chartBox } from '../charts/chart-box'
import type { PointMark } from '../charts/chart-spec'
import { numberText } from '../text/figures'
import { fillsText, samplesText } from '../text/sampling-words'
import { section } from './section'
import type { View } from './view'

/** The price of every symbol, with our quotes, our fills and the stops. */
export const price = (view: View): HTMLElement =>
  section(
    view.id('price'),
    'Price and quotes',
    view.report.symbols.map((symbol) => priceChart(view, symbol)),
  )

const priceChart = (view: View, symbol: SymbolSeries): HTMLElement => {
  const { page, report, home, at } = view
  const stops = view.stops.filter((stop) => [null, symbol.symbol].includes(stop.symbol))
  const marks = report.fills
    .filter((fill) => fill.symbol === symbol.symbol)
    .map((fill) => fillMark(fill, report.startAt))
  return chartBox(page, {
    title: `Price of ${symbol.symbol}`,
    says:
      `${samplesText(report)} The band is the lowest bid to the highest ask in ` +
      `between, so nothing is hidden. ${fillsText(report.sampling)}`,
    height: 300,
    ...{ home, at, stops, marks, startAt: report.startAt },
    lines: [
      { label: 'highest ask', values: symbol.askHigh, paint: 'band', isHidden: true },
      { label: 'lowest bid', values: symbol.bidLow, paint: 'band', isHidden: true },
      { label: 'market bid and ask', values: symbol.bid, paint: 'market', width: 1 },
      { label: '', values: symbol.ask, paint: 'market', width: 1 },
      { label: 'our bid', values: symbol.ownBid, paint: 'bid', width: 2 },
      { label: 'our ask', values: symbol.ownAsk, paint: 'ask', width: 2, dash: [6, 3] },
    ],
    band: [0, 1],
    valueText: (value) => numberText(value, symbol.priceDecimals),
  })
}

/** A fill as a mark of a chart. */
export const fillMark = (
  fill: Pick<FillMark, 'at' | 'price' | 'side' | 'liquidity'>,
  startAt: number,
): PointMark => ({
  ...{ at: fill.at - startAt, value: fill.price },
  shape: fill.side === 'Buy' ? 'up' : 'down',
  isFull: fill.liquidity.toLowerCase() !== 'taker',
  paint: fill.side === 'Buy' ? 'bid' : 'ask',
})
