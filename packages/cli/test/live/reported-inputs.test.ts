import type { PrivateReport } from '@shadowtape/adapters'
import { generatedListing, privateReport } from '@shadowtape/adapters'
import type { Instrument, OrderId, TimestampUs } from '@shadowtape/core'

import { reportedInputs } from '../../src/live/reported-inputs'

const { type: _, ...btc } = generatedListing('BTCUSDT').listed
const words = {
  instrumentOf: (symbol: string): Instrument | undefined =>
    symbol === 'BTCUSDT' ? btc : undefined,
  orderOf: (name: string): OrderId | null => (name === 'st1-7' ? ('o-7' as OrderId) : null),
  clean: (text: string): string => text.replaceAll('hidden', '***'),
  heardAt: 9_000_000 as TimestampUs,
}

const decoded = (
  topic: 'order' | 'execution' | 'position' | 'wallet',
  row: object,
): PrivateReport => {
  const report = privateReport(topic, row)
  if (report._tag === 'Left') throw new Error(report.left)
  return report.right
}

const inputsOf = (topic: 'order' | 'execution' | 'position' | 'wallet', row: object) =>
  reportedInputs(decoded(topic, row), 'STREAM', words)

const order = {
  ...{ symbol: 'BTCUSDT', orderId: 'v-1', orderLinkId: 'st1-7', side: 'Buy', price: '61000.50' },
  ...{
    qty: '0.010',
    cumExecQty: '0.004',
    orderStatus: 'PartiallyFilled',
    updatedTime: '1700000000123',
  },
  ...{ cancelType: 'UNKNOWN', rejectReason: 'EC_NoError' },
}
const execution = {
  ...{ symbol: 'BTCUSDT', execId: 'e-1', orderId: 'v-1', orderLinkId: 'st1-7', side: 'Sell' },
  ...{
    execPrice: '61000.5',
    execQty: '0.004',
    orderQty: '0.010',
    execFee: '0.0488',
    feeRate: '0.0002',
  },
  ...{ execTime: '1700000000124', isMaker: true, execType: 'Trade' },
}

describe('what a venue reports', () => {
  it('is told in the units of its instrument, under our names, in the venue’s own words', () => {
    expect(inputsOf('order', order)).toMatchObject({
      right: [
        {
          ...{ type: 'OrderReported', orderId: 'o-7', venueOrderId: 'v-1', side: 'Buy' },
          ...{ price: 6_100_050, qty: 10, cumQty: 4, orderStatus: 'PartiallyFilled' },
          ...{ source: 'STREAM', venueAt: 1_700_000_000_123_000 },
        },
      ],
    })
    expect(inputsOf('execution', execution)).toMatchObject({
      right: [
        {
          ...{ type: 'ExecutionReported', orderId: 'o-7', execId: 'e-1', price: 6_100_050, qty: 4 },
          ...{ orderQty: 10, fee: '0.0488', feeCoin: 'USDT', liquidity: 'Maker' },
        },
      ],
    })
  })

  it('is of no order of ours where the name is another’s, and nothing where the symbol is', () => {
    expect(inputsOf('order', { ...order, orderLinkId: 'by-hand' })).toMatchObject({
      right: [{ orderId: null }],
    })
    expect(inputsOf('order', { ...order, symbol: 'XRPUSDT' })).toStrictEqual({
      _tag: 'Right',
      right: [],
    })
  })

  it('has no price where the venue says 0 or nothing, as of a market order', () => {
    for (const price of ['0', '', '0.00'])
      expect(inputsOf('order', { ...order, price })).toMatchObject({ right: [{ price: null }] })
  })

  it.each([
    ['order', { ...order, price: '61000.123456' }, 'price "61000.123456" cannot be read'],
    ['order', { ...order, qty: '1e-7' }, 'qty "1e-7" cannot be read'],
    ['order', { ...order, side: 'Both' }, 'side "Both" cannot be read'],
    ['execution', { ...execution, execPrice: '' }, 'execPrice "" cannot be read'],
    ['execution', { ...execution, execQty: '-1' }, 'execQty "-1" cannot be read'],
  ] as const)('names the field that cannot be read: %s %j', (topic, row, says) => {
    expect(inputsOf(topic, row)).toStrictEqual({ _tag: 'Left', left: says })
  })

  it('is a coin at a time of a wallet, at the time it was heard, and a signed position', () => {
    const coins = ['USDT', 'BTC'].map((coin) => ({ coin, walletBalance: '1.5', equity: '1.6' }))
    expect(inputsOf('wallet', { accountType: 'UNIFIED', coin: coins })).toMatchObject({
      right: [
        { type: 'WalletReported', coin: 'USDT', walletBalance: '1.5', venueAt: 9_000_000 },
        { type: 'WalletReported', coin: 'BTC', equity: '1.6' },
      ],
    })
    const flat = { symbol: 'BTCUSDT', side: '', size: '0' }
    expect(inputsOf('position', flat)).toMatchObject({ right: [{ side: null, qty: 0 }] })
    expect(inputsOf('position', { ...flat, side: 'Sell', size: '0.5' })).toMatchObject({
      right: [{ side: 'Sell', qty: 500, venueAt: 9_000_000 }],
    })
  })

  it('takes the fee’s coin from the rule where the venue leaves it out', () => {
    const spot = { ...btc, category: 'spot' as const }
    const coinOf = (side: string) =>
      reportedInputs(decoded('execution', { ...execution, side }), 'QUERY', {
        ...words,
        instrumentOf: () => spot,
      })
    expect(coinOf('Buy')).toMatchObject({ right: [{ feeCoin: 'BTC', source: 'QUERY' }] })
    expect(coinOf('Sell')).toMatchObject({ right: [{ feeCoin: 'USDT' }] })
  })

  it('has nothing in it that must not be seen', () => {
    const said = inputsOf('order', { ...order, rejectReason: 'EC_hidden', orderId: 'v-hidden' })
    expect(JSON.stringify(said)).not.toContain('hidden')
  })
})
