import type { SessionOpened, SettingsChanged, Told } from '../../src'
import {
  InvariantViolated,
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  engineAfter,
  example,
  passed,
  silent,
  tell,
} from '../../src'
import { aChange } from '../support/change'

const usd = (dollars: number) => dollars * 1_000_000
const bps = (points: number) => points * 1_000_000

/** What the house says at once to other settings, in a session that such things happened in. */
const saidTo = (
  header: object,
  values: object,
  ...history: ReadonlyArray<Told>
): ReadonlyArray<Record<string, unknown>> => {
  const opened = aSession(header)
  const engine = engineAfter(silent, [opened, anInstrument(), aQuote(), ...history])
  return tell(engine, aChange(opened, values as Partial<SessionOpened>))
    .slice(1)
    .map(({ message }) => message)
}

const buy = (qty: string, price = '60900') => aPlaceOrder({ qty, price })
const sell = (qty: string) => aPlaceOrder({ side: 'Sell', qty, price: '61100' })

describe('a threshold that is raised', () => {
  it('freezes at once where the last edge is below it, with the change as evidence', () => {
    const [frozen, ...more] = saidTo(
      {},
      { edgeThresholdBps: bps(6) },
      anEdge({ edgeBps: '5' }),
      buy('0.010'),
    )
    expect(frozen).toMatchObject({
      ...{ type: 'TradingFrozen', reason: 'EDGE_DEGRADATION', rule: 'edge-threshold' },
      ...{ symbol: 'BTCUSDT', observed: '5.000000', threshold: '6.000000' },
      ...{ windowLines: 1, fromSeq: 8, windowSeqs: '8', openOrders: 1 },
    })
    expect(more.map(({ type }) => type)).toStrictEqual(['CancelOrder', 'OrderCanceled'])
  })

  it('says nothing at the last edge or below it, before any edge, and while frozen', () => {
    const raised = { edgeThresholdBps: bps(6) }
    expect(saidTo({}, { edgeThresholdBps: bps(5) }, anEdge({ edgeBps: '5' }))).toStrictEqual([])
    expect(saidTo({}, raised)).toStrictEqual([])
    const freeze = example('FreezeTrading', { symbol: null, actor: 'ana', note: 'lunch' })
    expect(saidTo({}, raised, anEdge({ edgeBps: '5' }), freeze)).toStrictEqual([])
  })

  it('judges the last edge alone, and an edge of all', () => {
    const raised = { edgeThresholdBps: bps(6) }
    const better = [anEdge({ edgeBps: '5' }), anEdge({ edgeBps: '7' })]
    expect(saidTo({}, raised, ...better)).toStrictEqual([])
    expect(saidTo({}, raised, anEdge({ edgeBps: '2', symbol: null }))).toMatchObject([
      { type: 'TradingFrozen', symbol: null, observed: '2.000000' },
    ])
  })

  it('that is lowered lets nothing go that was frozen, and freezes nothing', () => {
    const below = anEdge({ edgeBps: '1' })
    expect(saidTo({}, { edgeThresholdBps: bps(0) }, below)).toStrictEqual([])
  })
})

describe('a limit that is lowered', () => {
  it('cancels the newest orders that lead beyond it, and leaves the others', () => {
    const orders = [buy('0.010'), buy('0.010'), buy('0.010'), sell('0.010')]
    const said = saidTo({}, { inventoryUsdMax: usd(1_300) }, ...orders)
    expect(said.filter(({ type }) => type === 'CancelOrder')).toMatchObject([
      { orderId: 'o-3', reason: 'REDUCE' },
    ])
    const less = saidTo({}, { inventoryUsdMax: usd(700) }, ...orders)
    expect(
      less.filter(({ type }) => type === 'CancelOrder').map(({ orderId }) => orderId),
    ).toStrictEqual(['o-3', 'o-2'])
  })

  it('leaves a position that is beyond it, and what only reduces it', () => {
    const held = [
      aPlaceOrder({ qty: '0.020', price: '61001' }),
      passed(90_000),
      aPlaceOrder({ side: 'Sell', qty: '0.010', price: '61100', reduceOnly: true }),
      sell('0.010'),
      buy('0.005'),
    ]
    const said = saidTo({ fillModel: 'touch' }, { totalNotionalUsdMax: usd(500) }, ...held)
    expect(said.filter(({ type }) => type === 'CancelOrder')).toMatchObject([{ orderId: 'o-4' }])
  })

  it('asks for no cancel twice, nor for one where all is within it', () => {
    const orders = [buy('0.010'), buy('0.010')]
    const delayed = { entryLatency: 'constant 5000', responseLatency: 'constant 5000' }
    const asked = example('CancelOrder', {
      ...{ symbol: 'BTCUSDT', orderId: 'o-2', reason: 'STRATEGY' },
    })
    const lowered = { inventoryUsdMax: usd(700) }
    const said = saidTo(delayed, lowered, ...orders, passed(20_000), asked)
    expect(said).toMatchObject([{ type: 'CancelOrder', orderId: 'o-1' }])
    expect(saidTo({}, { inventoryUsdMax: usd(1_300) }, ...orders)).toStrictEqual([])
    expect(saidTo({}, { inventoryUsdMax: usd(90_000) }, ...orders)).toStrictEqual([])
  })
})

describe('an edge that is measured otherwise', () => {
  const measuring = {
    ...{ edgeSource: 'markout', markoutHorizonsUs: '1000,5000', edgeHorizonUs: 1_000 },
    ...{ edgeFillsMin: 5, edgeFillsMax: 10, edgeScope: 'symbol', fillModel: 'touch' },
  }
  const fills = [1, 2, 3].flatMap(() => [
    aPlaceOrder({ qty: '0.010', price: '61001' }),
    passed(9_000),
  ])

  it('is said again at once, by fewer fills, at another horizon, of all, and is judged', () => {
    expect(saidTo(measuring, { edgeFillsMin: 3 }, ...fills)).toMatchObject([
      { type: 'EdgeUpdated', symbol: 'BTCUSDT', fills: 3, horizonUs: 1_000 },
      { type: 'TradingFrozen', windowLines: 3 },
    ])
    const all = { edgeFillsMin: 1, edgeFillsMax: 2, edgeHorizonUs: 5_000, edgeScope: 'total' }
    expect(saidTo(measuring, { ...all, edgeThresholdBps: bps(-99) }, ...fills)).toMatchObject([
      { type: 'EdgeUpdated', symbol: null, fills: 2, horizonUs: 5_000 },
    ])
  })

  it('is not said where there are too few fills, or where it is said by another', () => {
    expect(saidTo(measuring, { edgeFillsMin: 4 }, ...fills)).toStrictEqual([])
    const external = { ...measuring, edgeSource: 'external' }
    expect(saidTo(external, { edgeFillsMin: 1 }, ...fills)).toStrictEqual([])
  })
})

describe('settings that change', () => {
  const told = (header: object, change: object): (() => unknown) => {
    const engine = engineAfter(silent, [aSession(header), anInstrument()])
    return () => tell(engine, { ...aChange(aSession(), {}), ...change } as SettingsChanged)
  }

  it.each([
    [{ was: '{"seed":1}', now: '{"seed":2}' }, 'was says that seed is 1, but it is 42'],
    [{ was: '{}', now: '{"seed":2}' }, 'was and now name different settings'],
    [
      { was: '{"venue":"bybit"}', now: '{"venue":"fake"}' },
      'was: "venue" cannot change in a session',
    ],
    [{ was: '[]', now: '[]' }, 'was is "[]", not a record'],
    [{ was: '{ }', now: '{}' }, 'was is not canonical'],
    [{ was: '{"seed":"1"}', now: '{"seed":"2"}' }, 'was.seed is "1", not whole'],
    [{ was: '{"fillRate":1}', now: '{"fillRate":1}' }, 'was.fillRate is 1, not a decimal'],
    [{ was: '{"edgeScope":1}', now: '{"edgeScope":2}' }, 'was.edgeScope is 1, not a text'],
    [
      { was: '{"edgeScope":"symbol"}', now: '{"edgeScope":"none"}' },
      'now is {"edgeScope":"none"}, which no header says',
    ],
    [
      { was: '{"feedLatency":"0"}', now: '{"feedLatency":"constant 5"}' },
      'no latency begins, or ceases, in the midst of a session',
    ],
    [
      { was: '{"edgeHorizonUs":1000000}', now: '{"edgeHorizonUs":7}' },
      'fills are not measured 7 us after',
    ],
    [
      { was: '{"strategyParams":"{}"}', now: '{"strategyParams":"{\\"a\\":1}"}' },
      'the strategy takes no other parameters in a session',
    ],
  ])('cannot say %j', (change, says) => {
    const header = { seed: 42, edgeScope: 'symbol', edgeHorizonUs: 1_000_000 }
    expect(told(header, change)).toThrow(new InvariantViolated(says))
  })
})
