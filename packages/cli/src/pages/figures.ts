import type { SessionMetrics, SessionOpened, State } from '@shadowtape/core'
import { formatDecimal } from '@shadowtape/core'

import { holdings, netOf, netUsd, usdDecimal } from '../reports/holdings'
import type {
  Counts,
  LatencyFigures,
  OrderFigures,
  PnlParts,
  SessionReport,
  Summary,
} from './report-data'

/** What a session came to. */
export const summaryOf = (state: State, { inputs }: Pick<SessionMetrics, 'inputs'>): Summary => {
  const { totals, orders, quality, risk } = state
  const all = holdings(state)
  const sum = (of: (holding: (typeof all)[number]) => number): string =>
    usdDecimal(all.reduce((total, holding) => total + of(holding), 0))
  return {
    inputs,
    ...{ placed: totals.placed, filledOrders: totals.filled, canceled: totals.canceled },
    ...{ rejected: totals.rejected, denied: totals.denied, fills: totals.fills },
    ...{ makerFills: quality.total.makers, freezes: totals.freezes },
    netUsd: usdDecimal(netUsd(state)),
    realizedUsd: sum((one) => one.realizedUsd),
    unrealizedUsd: sum((one) => one.unrealizedUsd),
    feesUsd: sum((one) => one.feesUsd),
    fundingUsd: sum((one) => one.fundingUsd),
    openOrders: orders.openCount,
    tradingState: risk.isFrozen ? 'frozen' : risk.session === null ? 'active' : 'reducing',
    holdings: all
      .filter(({ qty, fills }) => qty !== 0 || fills > 0)
      .map((one) => ({
        ...{ account: one.account, symbol: one.symbol },
        qty: formatDecimal(one.qty, one.qtyScale),
        ...{ worthUsd: usdDecimal(one.worthUsd), netUsd: usdDecimal(netOf(one)) },
      })),
  }
}

/**
 * What made up the net: spread captured at the touch, less what prices moved against the fills
 * within the longest horizon that is measured, and what was held gained or lost beyond that, less
 * fees and funding. What prices did is the rest, so that the parts add up.
 */
export const pnlOf = (state: State): ReadonlyArray<PnlParts> => {
  const all = holdings(state)
  const symbols = [...new Set(all.map(({ symbol }) => symbol))].filter((symbol) =>
    all.some((holding) => holding.symbol === symbol && holding.fills > 0),
  )
  return [null, ...(symbols.length > 1 ? symbols : [])].map((symbol) => {
    const own = all.filter((holding) => symbol === null || holding.symbol === symbol)
    const sum = (of: (holding: (typeof all)[number]) => number): number =>
      own.reduce((total, holding) => total + of(holding), 0)
    const { bySymbol, total } = state.quality
    const quality =
      symbol === null ? total : Object.entries(bySymbol).find(([s]) => s === symbol)?.[1]
    const looks = quality?.looks ?? []
    const [atFill, last] = [looks[0], looks.length > 1 ? looks.at(-1) : undefined]
    const spread = atFill?.usd.spread ?? 0
    const adverse = last?.usd.adverse ?? 0
    const prices = sum((one) => one.realizedUsd + one.unrealizedUsd)
    return {
      ...{
        symbol,
        netUsd: usdDecimal(sum(netOf)),
        spreadUsd: usdDecimal(spread),
        adverseUsd: usdDecimal(adverse),
      },
      horizonUs: last?.horizonUs ?? null,
      inventoryUsd: usdDecimal(prices - spread + adverse),
      feesUsd: usdDecimal(sum((one) => one.feesUsd)),
      fundingUsd: usdDecimal(sum((one) => one.fundingUsd)),
    }
  })
}

/** What became of orders, by what our side heard of them. */
export const orderFiguresOf = (metrics: SessionMetrics): OrderFigures => ({
  outcomes: Object.entries(metrics.orders).filter(([, count]) => count > 0),
  deniedByReason: counts(metrics.deniedByReason),
  rejectedByReason: counts(metrics.rejectedByReason),
  canceledByReason: counts(metrics.canceledByReason),
  latencies: [
    latency('from placing to the venue’s answer', metrics.toAcknowledged),
    latency('from placing to the fill that completes it', metrics.toFilled),
  ],
})

const counts = (table: Readonly<Record<string, number>>): Counts =>
  Object.entries(table).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))

const latency = (
  name: string,
  { boundsUs, counts: all, count, sumUs }: SessionMetrics['toFilled'],
): LatencyFigures => ({
  ...{ name, boundsUs, counts: all, count },
  meanUs: count === 0 ? null : Math.round(sumUs / count),
})

/** What a session is, as its header says. */
export const headerOf = (opened: SessionOpened): SessionReport['header'] => ({
  ...{ session: opened.session, strategy: opened.strategy, source: opened.source },
  ...{ venue: opened.venue, fillModel: opened.fillModel },
  engine: `${opened.engine} ${opened.engineVersion}`,
})

/** The header's settings, as its line gives them. */
export const configurationOf = (
  header: Readonly<Record<string, unknown>>,
): SessionReport['configuration'] =>
  Object.entries(header)
    .filter(([name]) => !inEveryLine.has(name))
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])

const inEveryLine: ReadonlySet<string> = new Set(['seq', 'at', 'cause', 'type', 'crc'])
