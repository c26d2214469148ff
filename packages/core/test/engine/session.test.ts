import { createHash } from 'node:crypto'

import type { Entry, Input, Strategy, TimestampUs } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  bytesChecker,
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

describe('a journal that rolls', () => {
  const linesOf = (opened: object, rolls = new Set([3])) => {
    const heard: Array<number> = []
    const session = openSession(aSession(opened), 0 as TimestampUs, silent, sha256, undefined, {
      snapshot: () => undefined,
      roll: (segment) => {
        heard.push(segment)
      },
    })
    const said = [...session.opening]
    for (let i = 0; i < 6; i++) {
      const at = (i * 1_000) as TimestampUs
      said.push(...session.record(at, rolls.has(i) ? { type: 'RollJournal' } : anInstrument()))
    }
    said.push(...session.close(9_000 as TimestampUs, 'END_OF_INPUT'))
    return { said, heard, bytes: session.tape.waiting().slice() }
  }

  it('opens a segment when it is asked to, behind a seal, with the chain in it', () => {
    const { said, heard, bytes } = linesOf({ snapshotLinesMax: 0 })
    const types = said.map(({ message }) => message.type)
    const place = types.indexOf('RollJournal')
    expect(types.slice(place, place + 3)).toStrictEqual(['RollJournal', 'Sealed', 'SegmentOpened'])
    expect(heard).toStrictEqual([2])
    const checker = bytesChecker(sha256)
    expect(checker.block(bytes, 0, bytes.length)).toBeNull()
    const first = Buffer.from(bytes.subarray(0, bytes.indexOf(10) + 1))
    const origin = createHash('sha256').update(first).digest('hex')
    expect(said[place + 2]?.message).toMatchObject({ segment: 2, origin })
  })

  it('opens one where it goes on after it was cut short, without anybody asking', () => {
    const session = openSession(aSession({}), 0 as TimestampUs, silent, sha256)
    const resumed = example('SessionResumed', { keptLines: 1 as never, cutBytes: 9 as never })
    const said = session.record(5 as TimestampUs, resumed).map(({ message }) => message.type)
    expect(said.slice(0, 3)).toStrictEqual(['SessionResumed', 'Sealed', 'SegmentOpened'])
    expect(session.state.totals.inputs).toBe(2)
  })

  it('takes a snapshot where a segment opens, if it takes any', () => {
    const types = linesOf({ snapshotLinesMax: 1_000 }).said.map(({ message }) => message.type)
    const place = types.indexOf('SegmentOpened')
    expect(types[place + 1]).toBe('SnapshotTaken')
  })

  it('rolls by size and by time', () => {
    expect(linesOf({ rollAfterUs: 2_000 }, new Set()).heard).toStrictEqual([2, 3])
    expect(linesOf({ rollBytesMax: 1 }, new Set()).heard).toHaveLength(7)
    expect(linesOf({ rollBytesMax: 1_000_000 }, new Set()).heard).toStrictEqual([])
  })
})
