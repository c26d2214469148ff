import { sinceText } from '../../src/reports/otherwise-report'
import { chartBox } from '../charts/chart-box'
import { el } from '../dom/element'
import { fillMark } from '../sections/price'
import { numberText } from '../text/figures'
import type { Looked } from './freeze-section'
import { part } from './part'

/** What the market and we quoted around a stop. */
export const quotesAround = ({ view, stop, page }: Looked): HTMLElement => {
  const { quotes } = page
  if (quotes === null)
    return part('Quotes around it', el('p', {}, 'Nobody knows without the strategy.'))
  const { startAt, symbols, fills } = view.report
  const { symbol, samples, from_at: fromAt, to_at: toAt } = quotes
  const decimals = symbols.find((one) => one.symbol === symbol)?.priceDecimals ?? 2
  const values = (name: 'bid' | 'ask' | 'own_bid' | 'own_ask') =>
    samples.map((sample) => numberOf(sample[name]))
  const known = new Map(
    fills.map(({ at, priceText, liquidity }) => [`${at} ${priceText}`, liquidity]),
  )
  return part(
    'Quotes around it',
    chartBox(view.page, {
      title: `${symbol}, from ${sinceText(fromAt - stop.at)} to +${sinceText(toAt - stop.at)}`,
      says: `${String(samples.length)} samples: what was quoted at the last line of each interval.`,
      height: 240,
      home: {
        from: Math.max(0, fromAt - startAt),
        to: Math.max(1, Math.min(view.home.to, toAt - startAt)),
      },
      startAt,
      at: samples.map(({ at }) => at - startAt),
      stops: view.stops,
      lines: [
        { label: 'market bid and ask', values: values('bid'), paint: 'market', width: 1.25 },
        { label: '', values: values('ask'), paint: 'market', width: 1.25 },
        { label: 'our bid', values: values('own_bid'), paint: 'bid', width: 2.25 },
        { label: 'our ask', values: values('own_ask'), paint: 'ask', width: 2.25, dash: [6, 3] },
      ],
      marks: quotes.fills.map(({ at, side, price }) =>
        fillMark(
          {
            ...{ at, price: Number(price), liquidity: known.get(`${at} ${price}`) ?? 'maker' },
            side: side === 'Buy' ? 'Buy' : 'Sell',
          },
          startAt,
        ),
      ),
      valueText: (value) => numberText(value, decimals),
    }),
  )
}

const numberOf = (text: string | null): number | null => {
  const value = text === null ? NaN : Number(text)
  return Number.isFinite(value) ? value : null
}
