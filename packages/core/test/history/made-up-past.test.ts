import type { Dialect } from '../../src'
import {
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  beforeFields,
  bytesChecker,
  catalogueText,
  crcOfHere,
  dialectsOf,
  example,
  foldOf,
  lineCodec,
  OrderAccepted,
  twoSided,
} from '../../src'
import type { Strategy } from '../../src'
import { entryOf, lineBytesOf } from '../support/lines'
import { madeUpDialects, madeUpPast } from '../support/made-up-past'
import { recorded, replayed } from '../support/recorded'
import { sha256 } from '../support/sha256'
import { at } from '../support/timed'

const { newest } = madeUpDialects
const [oldest, middle] = madeUpDialects.past as [Dialect, Dialect]

/** A session with fills, markouts, a freeze, and messages under way when it closes. */
const journalIn = (dialect: Dialect) =>
  recorded(
    {
      opened: aSession({
        catalogue: (dialect.catalogue ?? 'b'.repeat(64)) as never,
        feedLatency: 'constant 700' as never,
        markoutHorizonsUs: '1000' as never,
        strategy: 'two-sided' as never,
        sealLinesMax: 6 as never,
      }),
      inputs: [
        at(0, anInstrument()),
        at(10, aQuote()),
        at(90_000, aQuote({ crossSeq: 7 as never })),
        at(900_000, anEdge({ edgeBps: '1' })),
        at(1_999_990, aQuote()),
      ],
    },
    twoSided,
    dialect,
  ).bytes

const folded = (bytes: Uint8Array, dialects = madeUpDialects) => {
  const fold = foldOf(sha256, () => twoSided as unknown as Strategy, crcOfHere, dialects)
  return { fault: fold.block(bytes, 0, bytes.length), fold }
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

describe.each([
  ['the oldest', oldest],
  ['the middle', middle],
  ['the newest', newest],
])('a journal of %s catalogue', (_, dialect) => {
  const bytes = journalIn(dialect)

  it('verifies, folds and re-executes byte for byte', () => {
    const checker = bytesChecker(sha256, crcOfHere, undefined, madeUpDialects)
    expect(checker.block(bytes, 0, bytes.length)).toBeNull()
    expect(checker.found.closed).not.toBeNull()
    expect(checker.found.opened?.edgeScope).toBe('symbol')
    expect(folded(bytes).fault).toBeNull()
    expect(replayed(bytes, twoSided, bytes.length, undefined, madeUpDialects)).toBeNull()
    expect(replayed(bytes, twoSided, 1, undefined, madeUpDialects)).toBeNull()
  })

  it('has markouts, fills and a freeze in it', () => {
    for (const type of ['MarkoutMeasured', 'OrderFilled', 'TradingFrozen', 'Delivered'])
      expect(textOf(bytes)).toContain(`"type":"${type}`)
  })
})

describe('a line', () => {
  const textIn = (dialect: Dialect): string => textOf(journalIn(dialect))

  it('is named with its version from the second on, and has the fields of its time', () => {
    expect(textIn(oldest)).toMatch(/"type":"MarkoutMeasured","fillId":"f-1","symbol".*"lossBps":/)
    expect(textIn(oldest)).toMatch(/"type":"QuoteObserved".*"sequence":7/)
    expect(textIn(oldest)).not.toContain('"edgeScope"')
    expect(textIn(middle)).toMatch(/"type":"MarkoutMeasured@2",.*"account":"main".*"lossBps":/)
    expect(textIn(middle)).toMatch(/"type":"QuoteObserved@2".*"crossSeq":7/)
    expect(textIn(middle)).toMatch(/"type":"SessionOpened",/)
    expect(textIn(newest)).toMatch(/"type":"MarkoutMeasured@3",.*"markoutBps":/)
    expect(textIn(newest)).toMatch(/"type":"SessionOpened@2",.*"edgeScope":"symbol"/)
  })

  it('of another version than the catalogue has is refused, though its CRC fits', () => {
    const quoteIn = (dialect: Dialect) =>
      textIn(dialect)
        .split('\n')
        .find((line) => line.includes('"QuoteObserved')) ?? ''
    const decodedBy = (dialect: Dialect, line: string) => {
      const codec = lineCodec(dialect)
      lineBytesOf(codec, entryOf(anInstrument(), 1))
      return codec.decode(Buffer.from(line), 0, Buffer.byteLength(line), 'check')
    }
    expect(decodedBy(oldest, quoteIn(oldest))).toMatchObject({ _tag: 'Right' })
    expect(decodedBy(middle, quoteIn(middle))).toMatchObject({ _tag: 'Right' })
    for (const [dialect, other] of [
      [oldest, middle],
      [middle, oldest],
    ] as const)
      expect(decodedBy(dialect, quoteIn(other))).toMatchObject({
        left: { kind: 'shape', field: 'type' },
      })
    expect(catalogueText(middle)).toContain('\nQuoteObserved@2(')
  })

  it('of a message that was not known then cannot be written', () => {
    const thawed = entryOf(
      example('TradingThawed', {
        ...{ account: null, symbol: null, actor: 'ana', note: 'back' },
      }),
    )
    expect(() => lineBytesOf(lineCodec(oldest), thawed)).toThrow(
      "the journal's catalogue does not know TradingThawed",
    )
    expect(lineBytesOf(lineCodec(middle), thawed).length).toBeGreaterThan(0)
    expect(catalogueText(oldest)).not.toContain('TradingThawed(')
  })
})

describe('the digest of a state', () => {
  it('is of the state as it was then: another in each dialect', () => {
    const digests = [oldest, middle, newest].map((each) => folded(journalIn(each)).fold)
    const said = digests.map((fold) => fold.stateDigest())
    expect(new Set(said).size).toBe(3)
    const then = oldest.stateThen?.(digests[0]?.state as never) as Record<string, object>
    expect(Object.keys(then)).not.toContain('quality')
    expect(Object.keys(then['config'] ?? {})).not.toContain('edgeScope')
    expect(Object.keys((then['config'] ?? {}) as object).slice(0, 2)).toStrictEqual([
      'type',
      'format',
    ])
  })
})

it('the digest of a state has what is under way as it was then', () => {
  const bytes = journalIn(oldest)
  const end = bytes.indexOf(10, Buffer.from(bytes).indexOf('"QuoteObserved"')) + 1
  const { fault, fold } = folded(bytes.subarray(0, end))
  expect(fault).toBeNull()
  const { timers } = oldest.stateThen?.(fold.state) as { timers: ReadonlyArray<object> }
  expect(timers).toContainEqual(
    expect.objectContaining({ message: expect.objectContaining({ sequence: null }) as object }),
  )
})

describe('a history', () => {
  const [first, second] = madeUpPast as [(typeof madeUpPast)[0], (typeof madeUpPast)[0]]
  const accepted = beforeFields(1, OrderAccepted, { orderStatus: 'New' })

  it.each([
    ['begins with a later version', [second, first], 'MarkoutMeasured@2 is not @1'],
    ['leaves out a version', [{ ...first, messages: [] }, second], 'MarkoutMeasured@2 is not @1'],
    [
      'leads past a version',
      [
        { ...first, messages: [accepted] },
        { ...second, messages: [{ ...accepted, version: 2 }] },
      ],
      'OrderAccepted@1 does not lead to the version after it',
    ],
    [
      'does not know a message twice',
      [first, { ...second, unknown: ['TradingThawed' as const] }],
      'TradingThawed was not known later either',
    ],
  ])('that %s is refused', (_, past, says) => {
    expect(() => dialectsOf(past)).toThrow(says)
  })

  it('gives a field only a value that it can have', () => {
    expect(() => beforeFields(1, OrderAccepted, { orderStatus: 'Lost' })).toThrow(
      'OrderAccepted cannot have that orderStatus',
    )
  })
})
