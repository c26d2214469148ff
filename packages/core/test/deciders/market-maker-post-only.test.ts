import { marketMaker, specForEngine } from '../../src'
import { makerOpened, quoteAt } from '../support/maker-story'

const { given } = specForEngine(marketMaker)
const inForce = (values: object) =>
  given(...makerOpened(values))
    .when(quoteAt(61_000))
    .said()
    .flatMap((message) => (message.type === 'PlaceOrder' ? [message.timeInForce] : []))

describe('the market maker, told to post only', () => {
  it('quotes so that nothing of it takes, and else until canceled', () => {
    expect(inForce({ postOnly: 'yes' })).toStrictEqual(['PostOnly', 'PostOnly'])
    expect(inForce({})).toStrictEqual(['GTC', 'GTC'])
  })

  it('loses the quote that would take, and goes on', () => {
    const late = makerOpened(
      { postOnly: 'yes' },
      { fillModel: 'touch', entryLatency: 'constant 1000' },
    )
    const canceled = given(...late, quoteAt(61_000), quoteAt(60_000))
      .when({ afterUs: 2_000, message: quoteAt(60_000) })
      .said()
    // the buy meets the ask that has come down; the cancel on its way finds it gone
    expect(canceled.map(({ type }) => type)).toStrictEqual([
      ...['OrderAccepted', 'OrderCanceled', 'OrderAccepted'],
      ...['CancelRejected', 'OrderAccepted', 'OrderCanceled', 'OrderAccepted'],
    ])
    expect(canceled[1]).toMatchObject({ reason: 'POST_ONLY_WOULD_TAKE', orderId: 'o-1' })
  })
})
