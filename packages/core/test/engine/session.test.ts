import type { Entry, Input, Strategy, TimestampUs } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  example,
  openSession,
  silent,
  storyStartUs,
} from '../../src'
import { sha256 } from '../support/sha256'

const start = storyStartUs as TimestampUs
const types = (entries: ReadonlyArray<Entry>) => entries.map(({ message }) => message.type)

const sessionOf = (values: object, strategy: Strategy = silent) => {
  const session = openSession(aSession(values), start, strategy, sha256)
  const opening = types(session.opening)
  const record = (input: Input) => types(session.record(start, input))
  return { session, opening, record }
}

describe('a session', () => {
  it('begins with its header', () => {
    expect(sessionOf({}).opening).toStrictEqual(['SessionOpened'])
  })

  it('seals as soon as so many lines wait for one', () => {
    const { opening, record } = sessionOf({ sealLinesMax: 3 })
    expect(opening).toStrictEqual(['SessionOpened'])
    expect(record(anInstrument())).toStrictEqual(['InstrumentListed'])
    expect(record(aQuote())).toStrictEqual(['QuoteObserved', 'Sealed'])
    expect(record(aQuote())).toStrictEqual(['QuoteObserved'])
  })

  it('seals as soon as so many bytes wait for one', () => {
    const { opening, record } = sessionOf({ sealBytesMax: 400 })
    expect(opening).toStrictEqual(['SessionOpened', 'Sealed'])
    expect(record(anInstrument())).toStrictEqual(['InstrumentListed', 'Sealed'])
    expect(record(example('ClockAdvanced', {}))).toStrictEqual(['ClockAdvanced'])
  })

  it('seals a freeze with all its consequences, at once', () => {
    const { record } = sessionOf({})
    record(anInstrument())
    record(aQuote())
    record(aPlaceOrder())
    expect(record(anEdge({ edgeBps: '1' }))).toStrictEqual([
      'EdgeUpdated',
      'TradingFrozen',
      'CancelOrder',
      'OrderCanceled',
      'Sealed',
    ])
  })

  it('ends with a seal and its totals', () => {
    const { session, record } = sessionOf({})
    record(anInstrument())
    record(aQuote())
    record(aPlaceOrder())
    const last = session.close(start, 'OPERATOR')
    expect(types(last)).toStrictEqual(['CloseSession', 'Sealed', 'SessionClosed'])
    expect(last.at(-1)?.message).toMatchObject({
      lines: session.state.seq,
      inputs: 5,
      placed: 1,
      accepted: 1,
      denied: 0,
      fills: 0,
      freezes: 0,
    })
    expect(last.map(({ cause }) => cause)).toStrictEqual([null, last[0]?.seq, last[0]?.seq])
  })

  it('takes nothing more once it is closed', () => {
    const { session } = sessionOf({})
    session.close(start, 'END_OF_INPUT')
    expect(() => session.record(start, anEdge())).toThrow('the session is closed')
  })

  it('opens once', () => {
    const { session } = sessionOf({})
    expect(() => session.record(start, aSession() as never)).toThrow('a session opens once')
  })
})
