import type { StopMark } from '../../src/pages/report-data'

/** The JSON of a stop's page. */
export type PageJson = Readonly<Record<string, unknown>>

/** The sample's three stops: the edge of a real session, a rule with fills, and an operator's. */
export const sampleStops = (edgePage: PageJson, startAt: number): ReadonlyArray<StopMark> => {
  const line = edgePage['line'] as PageJson
  const at = Number(line['at'])
  const thaw = { seq: 2400, at: at + 18_000_000, type: 'TradingThawed', actor: 'anna', note: 'ok' }
  const ruleAt = startAt + 118_400_250
  return [
    {
      ...{ n: 1, seq: Number(line['seq']), at, thawAt: thaw.at, kind: 'freeze' },
      ...{ says: 'Edge degradation: 0.66 BPS < 1.00 BPS', text: 'the page of the terminal' },
      page: { ...edgePage, thaw, count: 3 },
    },
    {
      ...{ n: 2, seq: 9_310, at: ruleAt, thawAt: null, kind: 'freeze' },
      ...{ says: 'Fill rate: BTCUSDT 6 fills in 10s > 5', text: 'the page of the terminal' },
      page: rulePage(edgePage, ruleAt),
    },
    {
      ...{ n: 3, seq: 12_001, at: startAt + 201_000_000, thawAt: null, kind: 'reduction' },
      ...{ says: 'Operator ben: going home', text: null, page: null },
    },
  ]
}

const fillLine = (at: number, i: number): PageJson => ({
  ...{ seq: 9_200 + i * 13, at: at - 8_000_000 + i * 1_400_000, cause: 9_199, crc: '00000000' },
  ...{ type: 'OrderFilled', fillId: `f-${i}`, account: 'main', orderId: `o-90${i}` },
  ...{ symbol: 'BTCUSDT', side: i % 2 === 0 ? 'Buy' : 'Sell', price: `6088${i}.40`, qty: '0.008' },
  ...{ leavesQty: '0.000', fee: '0.09741', feeCoin: 'USDT', feeQty: null },
  ...{ liquidity: 'Maker', against: 'Trade' },
})

/** A page of a rule's stop: fills with markouts, a fill that slipped in, a searched limit. */
const rulePage = (edgePage: PageJson, at: number): PageJson => {
  const line = {
    ...{ type: 'TradingFrozen', account: null, actor: null, at, cause: 9_309, crc: '00000000' },
    ...{ edgeByHorizon: '{"main":{"BTCUSDT":{"1000000":"-0.362","5000000":"-1.120"}}}' },
    ...{ fromSeq: 9_200, horizonUs: 1_000_000, inventory: '{}', note: null, observed: '6' },
    ...{ openOrders: 2, reason: 'FILL_RATE', rule: 'fill-rate/10s:symbol', scope: 'session' },
    ...{ seq: 9_310, stateDigest: null, symbol: 'BTCUSDT', threshold: '5', unit: 'fills' },
    ...{ windowLines: 6, windowSeqs: '9200,9213,9226,9239,9252,9265' },
  }
  const markout = (i: number): PageJson => ({
    ...{ type: 'MarkoutMeasured', seq: 9_206 + i * 13, at: at - 7_000_000, fillId: `f-${i}` },
    ...{ horizonUs: 1_000_000, markoutBps: i % 3 === 0 ? '0.412000' : '-1.084000' },
  })
  return {
    ...edgePage,
    ...{ n: 2, count: 3, line, beyond: '1', first_breach: null, edges_before: [], thaw: null },
    ...{ window_from_at: at - 8_000_000, after: { ...(edgePage['after'] as PageJson), at } },
    evidence: [0, 1, 2, 3, 4, 5].map((i) => ({
      line: fillLine(at, i),
      markout: i === 5 ? null : markout(i),
    })),
    causes: [fillLine(at, 5)],
    open_orders: [
      {
        ...{
          order_id: 'o-907',
          account: 'main',
          symbol: 'BTCUSDT',
          side: 'Buy',
          price: '60870.10',
        },
        ...{ leaves_qty: '0.008', cancel_seq: 9_311, outcome: 'filled', answer_seq: 9_315 },
        ...{ latency_us: 3_250, heard_us: 4_100, says: null },
        fills: [{ seq: 9_315, at, side: 'Buy', price: '60870.10', qty: '0.008', fee: '0.097' }],
      },
      {
        ...{
          order_id: 'o-908',
          account: 'main',
          symbol: 'BTCUSDT',
          side: 'Sell',
          price: '60899.0',
        },
        ...{
          leaves_qty: '0.008',
          cancel_seq: 9_312,
          outcome: 'cancel rejected',
          answer_seq: 9_316,
        },
        ...{ latency_us: 12_000, heard_us: null, says: 'ORDER_NOT_FOUND too late', fills: [] },
      },
    ],
    quotes: null,
    similar: [{ n: 1, line: edgePage['line'] }],
    otherwise: ruleOtherwise(at),
  }
}

const ruleOtherwise = (at: number): PageJson => {
  const course = (net: ReadonlyArray<string>, fills: number): PageJson => ({
    ...{
      net_usd: net.at(-1),
      low_usd: '-3.100000',
      high_usd: '0.000000',
      fills,
      placed: fills * 9,
    },
    next_stop: null,
    samples: net.map((net_usd, i) => ({ at: at + i * 10_000_000, net_usd, fills: 0 })),
  })
  return {
    by: 'risk.rule.fill-rate/10s:symbol=10000',
    kept: {
      ...{ until_at: at + 60_000_000, is_to_end: false, lowest_edge_bps: null },
      recorded: course(['0', '-0.4', '-0.2', '0.1', '-0.1', '0.3', '0.200000'], 0),
      instead: course(['0', '-1.1', '-2.0', '-3.1', '-2.7', '-2.9', '-2.750000'], 7),
      is_parted_before: false,
    },
    thresholds: {
      ...{ setting: 'risk.rule.fill-rate/10s:symbol', unit: 'fills', recorded: '5' },
      ranges: [
        { means: 'here or earlier', from: null, to: '6' },
        { means: 'later', from: '6', to: '11' },
        { means: 'not', from: '11', to: null },
      ],
    },
  }
}
