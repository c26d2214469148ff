import type { PnlParts, ReportFile, SessionReport } from '../../src/pages/report-data'
import { drawsOf, sampleMarket } from './sample-market'
import type { PageJson } from './sample-stops'
import { sampleStops } from './sample-stops'

/** When the sample session begins: with that of the journal its first freeze is of. */
export const sampleStartAt = 1_761_597_377_000_000

const lengthUs = 240_000_000
const intervals = 480

/** A plausible session of two symbols and three stops; the first stop's page is a real one. */
export const sampleSession = (edgePage: PageJson, seed = 7): SessionReport => {
  const intervalUs = lengthUs / intervals
  const draw = drawsOf(seed)
  const times = Array.from(
    { length: intervals },
    (_, i) => sampleStartAt + Math.round((i + 0.8 + draw() * 0.2) * intervalUs),
  )
  const quiet = [[44, 80] as const, [236, 480] as const]
  const bitcoin = sampleMarket(
    {
      ...{ symbol: 'BTCUSDT', price: 60_920, tick: 0.6, qty: 0.008 },
      ...{ priceDecimals: 2, qtyDecimals: 3 },
    },
    ...[times, quiet, seed + 1],
  )
  const ether = sampleMarket(
    {
      ...{ symbol: 'ETHUSDT', price: 2_512, tick: 0.03, qty: 0.2 },
      ...{ priceDecimals: 2, qtyDecimals: 2 },
    },
    ...[times, quiet, seed + 2],
  )
  const fills = [...bitcoin.fills, ...ether.fills].sort((a, b) => a.at - b.at)
  const stops = sampleStops(edgePage, sampleStartAt)
  const edgeAt = Array.from({ length: 118 }, (_, i) => sampleStartAt + 4_000_000 + i * 1_000_000)
  return {
    file: 'journals/market-maker-freeze.jsonl',
    header: {
      ...{ session: 'demo', strategy: 'market-maker', source: 'generated-market' },
      ...{ venue: 'bybit', fillModel: 'scheduled', engine: 'shadowtape 0.1.0' },
    },
    ...{ startAt: sampleStartAt, endAt: sampleStartAt + lengthUs },
    integrity: sampleIntegrity,
    summary: sampleSummary(fills.length, fills.filter(isMaker).length),
    sampling: {
      ...{ intervals, intervalUs, fillsShown: fills.length, fillsCount: fills.length + 12 },
      ...{ edgesShown: edgeAt.length, edgesCount: edgeAt.length, stopsShown: 3, stopsCount: 3 },
    },
    times,
    money: moneyOf(times, draw),
    symbols: [bitcoin.series, ether.series],
    fills,
    edges: [
      {
        ...{ account: 'main', symbol: 'BTCUSDT', source: 'markout', horizonUs: 1_000_000 },
        ...{ isJudged: true, at: edgeAt, bps: wander(draw, edgeAt.length, 2.9, 0.3) },
      },
      {
        ...{ account: 'main', symbol: 'BTCUSDT', source: 'markout', horizonUs: 5_000_000 },
        ...{ isJudged: false, at: edgeAt, bps: wander(draw, edgeAt.length, 1.9, 0.4) },
      },
    ],
    thresholds: [
      { at: sampleStartAt, bps: 1 },
      { at: sampleStartAt + 90_000_000, bps: 0.5 },
    ],
    pnl: samplePnl,
    orders: sampleOrders,
    stops,
    configuration: [
      ['seed', '1'],
      ['strategyParams', '{"inventoryUsd":"2500","quoteUsd":"500","requoteTicks":"10"}'],
      ['edgeThresholdBps', '1.000000'],
      ['inventoryUsdMax', '10000.000000'],
      ['configDigest', 'efeed89b5e78ce3adec689356b65f78c12f29a4ac4221466ee02e3fe2460f2b5'],
    ],
  }
}

/** The report of one sample session. */
export const sampleReport = (edgePage: PageJson): ReportFile => ({
  ...{ format: 1, madeBy: 'shadowtape 0.1.0', comparison: null },
  sessions: [sampleSession(edgePage)],
})

/** Two sample sessions, compared. */
export const sampleComparison = (edgePage: PageJson): ReportFile => {
  const [first, second] = [sampleSession(edgePage), sampleSession(edgePage, 21)]
  return {
    ...{ format: 1, madeBy: 'shadowtape 0.1.0' },
    sessions: [
      first,
      {
        ...{ ...second, file: 'journals/other.jsonl', stops: second.stops.slice(0, 1) },
        header: { ...second.header, session: 'other' },
        integrity: { ...sampleIntegrity, verdict: 'cut short', closeReason: null },
        summary: { ...second.summary, netUsd: '1.084210', freezes: 1 },
        sampling: { ...second.sampling, stopsShown: 1, stopsCount: 1 },
      },
    ],
    comparison: {
      isEqual: false,
      settings: [['edgeThresholdBps', '1.000000', '0.500000']],
      rows: ['- line 2,099  TradingFrozen  all EDGE_DEGRADATION', '+ line 2,099  OrderPlaced'],
      more: 17,
    },
  }
}

const isMaker = ({ liquidity }: { readonly liquidity: string }): boolean => liquidity === 'Maker'

const wander = (draw: () => number, count: number, from: number, step: number) => {
  let value = from
  return Array.from({ length: count }, () => {
    value += (draw() - 0.54) * step
    return Number(value.toFixed(6))
  })
}

const moneyOf = (times: ReadonlyArray<number>, draw: () => number): SessionReport['money'] => {
  const realized = wander(draw, times.length, 0, 0.08)
  const unrealized = wander(draw, times.length, 0, 0.2)
  const fees = times.map((_, i) => Number((i * 0.0021).toFixed(6)))
  const funding = times.map(() => 0)
  return {
    ...{ realized, unrealized, fees, funding },
    net: times.map((_, i) => Number((realized[i]! + unrealized[i]! - fees[i]!).toFixed(6))),
    exposure: times.map((_, i) => (i < 3 ? null : Number((4_000 + 3_500 * draw()).toFixed(6)))),
    exposureMax: 50_000,
    openOrders: times.map((_, i) => (i < 3 ? 0 : i < 236 ? 4 : 0)),
  }
}

const sampleIntegrity: SessionReport['integrity'] = {
  ...{ verdict: 'whole', says: null, lines: 14_210, bytes: 2_841_220, seals: 14, statesChecked: 9 },
  digest: '60bafc3ae8f1f44153938d0c9f01f08ba3e3732238f6f94c75df492244efdfff',
  configDigest: 'efeed89b5e78ce3adec689356b65f78c12f29a4ac4221466ee02e3fe2460f2b5',
  closeReason: 'END_OF_INPUT',
}

const sampleSummary = (fills: number, makerFills: number): SessionReport['summary'] => ({
  ...{ inputs: 11_020, placed: 962, filledOrders: fills, canceled: 880, rejected: 3, denied: 21 },
  ...{ fills, makerFills, freezes: 3, netUsd: '-2.511030', realizedUsd: '-1.204000' },
  ...{ unrealizedUsd: '-0.298030', feesUsd: '1.009000', fundingUsd: '0.000000', openOrders: 0 },
  tradingState: 'frozen',
  holdings: [
    {
      ...{ account: 'main', symbol: 'BTCUSDT', qty: '0.016', worthUsd: '972.772800' },
      netUsd: '-1.911030',
    },
    {
      ...{ account: 'main', symbol: 'ETHUSDT', qty: '-0.40', worthUsd: '-1004.800000' },
      netUsd: '-0.600000',
    },
  ],
})

const samplePnl: ReadonlyArray<PnlParts> = [
  {
    ...{ symbol: null, netUsd: '-2.511030', spreadUsd: '3.120000', adverseUsd: '4.022030' },
    ...{ horizonUs: 5_000_000, inventoryUsd: '-0.600000', feesUsd: '1.009000' },
    fundingUsd: '0.000000',
  },
  {
    ...{ symbol: 'BTCUSDT', netUsd: '-1.911030', spreadUsd: '2.000000', adverseUsd: '3.101030' },
    ...{ horizonUs: 5_000_000, inventoryUsd: '-0.310000', feesUsd: '0.500000' },
    fundingUsd: '0.000000',
  },
]

const sampleOrders: SessionReport['orders'] = {
  outcomes: [
    ['canceled', 880],
    ['filled', 58],
    ['denied', 21],
    ['rejected', 3],
  ],
  deniedByReason: [
    ['TRADING_FROZEN', 15],
    ['PRICE_COLLAR', 6],
  ],
  rejectedByReason: [['POST_ONLY_WOULD_TAKE', 3]],
  canceledByReason: [
    ['REQUOTE', 876],
    ['FREEZE', 4],
  ],
  latencies: [
    {
      ...{ name: 'Placed to acknowledged', boundsUs: [1_000, 2_000, 5_000, 10_000, 50_000] },
      ...{ counts: [0, 210, 602, 120, 27, 3], count: 962, meanUs: 4_210 },
    },
    {
      ...{ name: 'Cancel asked to answered', boundsUs: [1_000, 2_000, 5_000, 10_000, 50_000] },
      ...{ counts: [0, 0, 0, 0, 0, 0], count: 0, meanUs: null },
    },
  ],
}
