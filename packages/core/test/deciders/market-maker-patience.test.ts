import { after, marketMaker, specForEngine } from '../../src'
import { aFillOf, held, makerOpened, quoteAt, wishes } from '../support/maker-story'

const { given } = specForEngine(marketMaker)
const ms = 1_000
const opened = (values: object = {}) => makerOpened({ minLifeMs: 1_000, ...values })

describe('a quote that must live for a while', () => {
  it.each([
    [999, []],
    [1_000, ['cancel o-1', 'Buy 60968.5', 'cancel o-2', 'Sell 61091.5']],
  ])('after %d ms is replaced, or is not', (passedMs, expected) => {
    const said = given(...opened(), quoteAt(61_000))
      .when(after(passedMs * ms, quoteAt(61_030)))
      .said()
    expect(wishes(said)).toStrictEqual(expected)
  })

  it('is replaced when it comes of age, though the touch has not moved since', () => {
    const young = [...opened(), quoteAt(61_000), after(400 * ms, quoteAt(61_030))]
    given(...young)
      .when(after(599 * ms, quoteAt(61_030)))
      .staysQuiet()
    const said = given(...young)
      .when(after(600 * ms, quoteAt(61_030)))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-1', 'Buy 60968.5', 'cancel o-2', 'Sell 61091.5'])
  })

  it('is replaced at once when the other side of the touch has reached it', () => {
    const down = given(...opened(), quoteAt(61_000))
      .when(quoteAt(60_938.5))
      .said()
    expect(wishes(down)).toStrictEqual(['cancel o-1', 'Buy 60877.5'])
    const up = given(...opened(), quoteAt(61_000))
      .when(quoteAt(61_061.5))
      .said()
    expect(wishes(up)).toStrictEqual(['cancel o-2', 'Sell 61123'])
    given(...opened(), quoteAt(61_000))
      .when(quoteAt(60_939))
      .staysQuiet()
  })

  it('is taken away at any age when its side has become full', () => {
    const part = aFillOf('o-2', '0.005', '0.005')
    const nearlyFull = [...opened({ skewBps: 0 }), ...held('Buy', '0.036'), quoteAt(61_000), part]
    const said = given(...nearlyFull)
      .when(quoteAt(61_000.5))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-2'])
  })

  it('has its age from when it was placed, not from the one it replaced', () => {
    const replaced = [...opened(), quoteAt(61_000), after(1_000 * ms, quoteAt(61_030))]
    given(...replaced)
      .when(after(999 * ms, quoteAt(61_000)))
      .staysQuiet()
    const said = given(...replaced)
      .when(after(1_000 * ms, quoteAt(61_000)))
      .said()
    expect(wishes(said)).toStrictEqual(['cancel o-3', 'Buy 60939', 'cancel o-4', 'Sell 61061'])
  })
})
