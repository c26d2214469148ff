import { aPlaceOrder, marketMaker, specForEngine, specForStrategy } from '../../src'
import { aFillOf, held, makerOpened, makerOrder, quoteAt, wishes } from '../support/maker-story'

const alone = specForStrategy(marketMaker)
const house = specForEngine(marketMaker)
const three = (values: object = {}) => makerOpened({ layers: 3, layerStepBps: 5, ...values })

describe('the layers of the market maker', () => {
  it('stand layerStepBps apart on both sides, the nearest at spreadBps, each with its name', () => {
    alone
      .given(...three())
      .when(quoteAt(61_000))
      .then(
        makerOrder('Buy', '60939', '1'),
        makerOrder('Buy', '60908.50', '2-2'),
        makerOrder('Buy', '60878', '3-3'),
        makerOrder('Sell', '61061', '4'),
        makerOrder('Sell', '61091.50', '5-2'),
        makerOrder('Sell', '61122', '6-3'),
      )
  })

  it('grow by layerGrowth from one to the next', () => {
    alone
      .given(...three({ layers: 2, layerGrowth: 2 }))
      .when(quoteAt(61_000))
      .then(
        makerOrder('Buy', '60939', '1'),
        makerOrder('Buy', '60908.50', '2-2', '0.020'),
        makerOrder('Sell', '61061', '3'),
        makerOrder('Sell', '61091.50', '4-2', '0.020'),
      )
  })

  it('stand at least a tick apart, also where the touch holds the nearest one', () => {
    const said = alone
      .given(...three({ layerStepBps: 0, spreadBps: 0 }))
      .when(quoteAt(61_000))
      .said()
    expect(wishes(said)).toStrictEqual([
      ...['Buy 61000', 'Buy 60999.5', 'Buy 60999'],
      ...['Sell 61000', 'Sell 61000.5', 'Sell 61001'],
    ])
  })

  it('count together against the inventory: those that would lead beyond it are left out', () => {
    const small = three({ inventoryUsd: 1_830, skewBps: 0 })
    const sides = (told: ReturnType<typeof held>) =>
      wishes(
        alone
          .given(...small, ...told)
          .when(quoteAt(61_000))
          .said(),
      ).map((wish) => wish.split(' ')[0])
    const [buy, sell] = ['Buy', 'Sell']
    expect(sides([])).toStrictEqual([buy, buy, buy, sell, sell, sell])
    expect(sides(held('Buy', '0.010'))).toStrictEqual([buy, buy, sell, sell, sell])
    expect(sides(held('Buy', '0.011'))).toStrictEqual([buy, sell, sell, sell])
    expect(sides(held('Sell', '0.021'))).toStrictEqual([buy, buy, buy])
  })

  it('that stay count for what rests in them, though one placed now would be smaller', () => {
    // at 64000 a quote is 0.009 and the most is 0.019, but two of 0.010 rest: the second goes
    const young = three({ layers: 2, inventoryUsd: 1_220, minLifeMs: 1_000, skewBps: 0 })
    const said = house
      .given(...young, quoteAt(61_000))
      .when(quoteAt(64_000))
      .said()
    expect(wishes(said).filter((wish) => !wish.startsWith('Sell'))).toStrictEqual([
      ...['cancel o-2', 'cancel o-3', 'cancel o-4'],
    ])
  })

  it('behind one that is left out are left out too, though smaller', () => {
    const shrinking = three({ inventoryUsd: 610, layerGrowth: '0.5', skewBps: 0 })
    const said = alone
      .given(...shrinking, ...held('Buy', '0.004'))
      .when(quoteAt(61_000))
      .said()
    expect(wishes(said)).toStrictEqual(['Sell 61061'])
  })

  it('that cannot afford a lot are left out, and those behind them are not', () => {
    const said = alone
      .given(...three({ quoteUsd: 40, layerGrowth: 2 }))
      .when(quoteAt(61_000))
      .said()
    expect(wishes(said)).toStrictEqual(['Buy 60908.5', 'Buy 60878', 'Sell 61091.5', 'Sell 61122'])
  })

  it('are put back one by one, in the place that was filled', () => {
    const fill = aFillOf('o-2', '0.010', '0', { side: 'Buy', price: '60908.50' })
    const said = house
      .given(...three({ skewBps: 0 }), quoteAt(61_000), fill)
      .when(quoteAt(61_000))
      .said()
    expect(said).toContainEqual(makerOrder('Buy', '60908.50', '7-2'))
    expect(wishes(said)).toStrictEqual(['Buy 60908.5'])
  })

  it('move together: of a side all cancels come before what is placed', () => {
    const said = house
      .given(...three({ layers: 2 }), quoteAt(61_000))
      .when(quoteAt(61_100))
      .said()
    expect(wishes(said)).toStrictEqual([
      ...['cancel o-1', 'cancel o-2', 'Buy 61038.5', 'Buy 61008'],
      ...['cancel o-3', 'cancel o-4', 'Sell 61161.5', 'Sell 61192'],
    ])
  })

  it('stay ordered: one that is near enough moves all the same when the one ahead passes it', () => {
    // the nearest goes back to 60931; the second, at 60938.50, is only 15 ticks off but ahead of it
    const patient = three({ layers: 2, layerStepBps: 0, requoteTicks: 20, skewBps: 0 })
    const fill = aFillOf('o-1', '0.010', '0')
    const said = house
      .given(...patient, quoteAt(61_000), fill)
      .when(quoteAt(60_992))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-2', 'Buy 60931', 'Buy 60930.5'])
  })

  it('do not mistake an order by a name of another layer for theirs', () => {
    const theirs = aPlaceOrder({ price: '60000', orderLinkId: 'mm-1-9' })
    const said = house
      .given(...three({ layers: 2 }), quoteAt(61_000), theirs)
      .when(quoteAt(61_100))
      .said()
    expect(wishes(said).filter((wish) => wish.startsWith('cancel'))).toStrictEqual([
      ...['cancel o-1', 'cancel o-2', 'cancel o-3', 'cancel o-4'],
    ])
  })
})
