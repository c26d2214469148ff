import { captureProblemText } from '@shadowtape/adapters'

import { aBook, aTicker, hear, lines, marketOf, newFolder, sentAt } from './capture-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const whole = {
  lastPrice: '100.5',
  markPrice: '100.4',
  indexPrice: '100.3',
  bid1Price: '100.4',
  bid1Size: '2',
  ask1Price: '100.6',
  ask1Size: '3',
}
const noFunding = { fundingRate: null, nextFundingAt: null }
const updated = { type: 'TickerUpdated', symbol: 'BTCUSDT', ...noFunding, venueAt: sentAt * 1000 }
const observed = {
  type: 'QuoteObserved',
  symbol: 'BTCUSDT',
  venueAt: sentAt * 1000,
  crossSeq: null,
}

const heardOf = async (...messages: ReadonlyArray<unknown>) =>
  hear([folder.write('a', lines(...messages))])

describe('a ticker', () => {
  it('is kept whole: what a delta leaves out is unchanged', async () => {
    const heard = await heardOf(
      aTicker('snapshot', { lastPrice: '100.5', markPrice: '100.4', indexPrice: '100.3' }),
      aTicker('delta', { markPrice: '100.7', openInterest: '5' }),
    )
    expect(marketOf(heard)).toStrictEqual([
      { ...updated, last: 10050, mark: 10040, index: 10030 },
      { ...updated, last: 10050, mark: 10070, index: 10030 },
    ])
  })

  it('says nothing where none of its prices changed', async () => {
    const heard = await heardOf(
      aTicker('snapshot', { lastPrice: '100.5' }),
      aTicker('delta', { lastPrice: '100.50', openInterest: '7' }),
    )
    expect(marketOf(heard)).toHaveLength(1)
  })

  it('carries the rate and the time of the next funding', async () => {
    const heard = await heardOf(
      aTicker('snapshot', { markPrice: '100.4', fundingRate: '0.0001' }),
      aTicker('delta', { fundingRate: '-0.00008763', nextFundingTime: '1760371200000' }),
      aTicker('delta', { nextFundingTime: '' }),
    )
    const marked = { ...updated, last: null, mark: 10040, index: null }
    const rated = { ...marked, fundingRate: -8_763 }
    expect(marketOf(heard)).toStrictEqual([
      { ...marked, fundingRate: 10_000 },
      { ...rated, nextFundingAt: 1_760_371_200_000_000 },
      rated,
    ])
  })

  it.each([
    [{ fundingRate: '0.5' }, 'data.fundingRate is "0.5", which is no funding rate'],
    [{ fundingRate: '1e-4' }, 'data.fundingRate is "1e-4", which is no funding rate'],
    [{ nextFundingTime: 'soon' }, 'data.nextFundingTime is "soon", which is no time'],
    [{ nextFundingTime: '99999999999999' }, 'data.nextFundingTime is 99999999999999, which is no'],
  ])('leaves out a message whose funding is nonsense: %j', async (fields, says) => {
    const heard = await heardOf(aTicker('snapshot', { lastPrice: '5', ...fields }))
    expect(heard.problems.map(captureProblemText).join()).toContain(says)
  })

  it('of a spot symbol has no mark', async () => {
    const heard = await heardOf(aTicker('snapshot', { lastPrice: '5', usdIndexPrice: '5.1' }))
    expect(marketOf(heard)).toStrictEqual([{ ...updated, last: 500, mark: null, index: null }])
  })

  it('treats an empty text as no price', async () => {
    const heard = await heardOf(aTicker('snapshot', { lastPrice: '5', markPrice: '' }))
    expect(marketOf(heard)).toStrictEqual([{ ...updated, last: 500, mark: null, index: null }])
  })

  it('gives the touch of a symbol whose book was not recorded', async () => {
    const heard = await heardOf(
      aTicker('snapshot', whole),
      aTicker('delta', { bid1Size: '9' }),
      aTicker('delta', { ask1Size: '0' }),
    )
    expect(marketOf(heard).filter(({ type }) => type === 'QuoteObserved')).toStrictEqual([
      { ...observed, bid: 10040, bidQty: 2000, ask: 10060, askQty: 3000 },
      { ...observed, bid: 10040, bidQty: 9000, ask: 10060, askQty: 3000 },
      { ...observed, bid: 10040, bidQty: 9000, ask: null, askQty: null },
    ])
  })

  it('never gives the touch once a book of the symbol was seen', async () => {
    const heard = await heardOf(
      aBook('orderbook.50.BTCUSDT', 'snapshot', 1, [['100', '1']], []),
      aTicker('snapshot', whole),
    )
    expect(marketOf(heard).map(({ type }) => type)).toStrictEqual(['BookUpdated', 'TickerUpdated'])
  })

  it('whose bid is not below its ask is left out', async () => {
    const heard = await heardOf(aTicker('snapshot', { ...whole, bid1Price: '100.6' }))
    expect(heard.problems).toMatchObject([{ kind: 'crossed book', line: 1 }])
    expect(heard.inputs).toStrictEqual([])
  })
})
