import type { Entry, Input } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  bytesChecker,
  catalogueText,
  digestOfText,
  example,
  passed,
  storyStartUs,
  twoSided,
} from '../../src'
import { bodyOf, withCrc } from '../support/lines'
import { entriesOf, recorded, resealed } from '../support/recorded'
import { sha256 } from '../support/sha256'
import { at } from '../support/timed'

const { bytes, entries } = recorded(
  {
    opened: aSession({ sealLinesMax: 6, catalogue: digestOfText(sha256, catalogueText()) }),
    inputs: [
      at(0, anInstrument()),
      at(10, aQuote()),
      at(20, aPlaceOrder()),
      at(90_000, passed(0).message as Input),
      at(90_000, example('FreezeTrading', { symbol: null, actor: 'ana', note: 'née' })),
    ],
  },
  twoSided,
)

/** The fault of a whole file, its end included: a journal that is not closed is not whole. */
const faultOf = (file: Uint8Array) => {
  const checker = bytesChecker(sha256)
  const fault = checker.block(file, 0, file.length)
  if (fault !== null) return fault
  return checker.found.closed === null ? 'cut short' : null
}

const lines = Buffer.from(bytes).toString().trimEnd().split('\n')
const file = (changed: ReadonlyArray<string>): Buffer => Buffer.from(`${changed.join('\n')}\n`)
const retold = (line: string, from: string, to: string): string =>
  Buffer.from(
    withCrc(
      Buffer.from(bodyOf(Buffer.from(line)))
        .toString()
        .replace(from, to),
    ),
  ).toString()
const withLine = (index: number, change: (line: string) => string): Buffer =>
  file(lines.map((line, i) => (i === index ? change(line) : line)))

describe('the bytes checker', () => {
  it('finds nothing wrong with what was recorded, in one block or line by line', () => {
    expect(faultOf(bytes)).toBeNull()
    const checker = bytesChecker(sha256)
    for (let p = 0; p < bytes.length;) {
      const end = bytes.indexOf(10, p) + 1
      expect(checker.block(bytes, p, end)).toBeNull()
      p = end
    }
    expect(checker.found).toMatchObject({
      lines: entries.length,
      bytes: bytes.length,
      seals: entries.filter(({ message }) => /Sealed|SessionClosed/.test(message.type)).length,
      at: entries.at(-1)?.at,
      opened: entries[0]?.message,
      closed: entries.at(-1)?.message,
    })
  })

  it('finds a change in sealed history whose CRC was made good, at its seal', () => {
    const sealLine = lines.findIndex((line) => line.includes('"Sealed@2"')) + 1
    const fault = faultOf(withLine(2, (line) => retold(line, '61000.00', '61000.50')))
    expect(fault).toMatchObject({ line: sealLine, fault: { kind: 'seal', field: 'digest' } })
  })

  it('finds a seal that covers another stretch', () => {
    const index = lines.findIndex((line) => line.includes('"Sealed@2"'))
    const fault = faultOf(withLine(index, (line) => retold(line, '"lines":', '"lines":1')))
    expect(fault).toMatchObject({ line: index + 1, fault: { kind: 'seal', field: 'lines' } })
  })

  it.each([
    ['a gap in seq', 2, '"seq":3', '"seq":4', 'order', 'seq'],
    ['time that runs backwards', 2, `"at":${String(storyStartUs + 10)}`, '"at":5', 'order', 'at'],
    ['a cause that is not before its line', 3, '"cause":3', '"cause":4', 'order', 'cause'],
    ['a type nobody knows', 2, 'QuoteObserved', 'QuoteImagined', 'shape', 'type'],
    ['no JSON', 2, '"cause":null,', '"cause":', 'json', null],
    ['a space', 2, '"cause":null,', '"cause":null, ', 'not canonical', null],
    ['a newer format', 0, '"formatVersion":1', '"formatVersion":2', 'version', 'formatVersion'],
    ['a header out of shape', 0, '"seed":42', '"seed":-1', 'shape', 'seed'],
  ])('names line and field of %s', (_, index, from, to, kind, field) => {
    const fault = faultOf(withLine(index, (line) => retold(line, from, to)))
    expect(fault).toMatchObject({ line: index + 1, fault: { kind, field } })
  })

  it('takes a header of another catalogue, out of our shape, for no damage', () => {
    const ours = digestOfText(sha256, catalogueText())
    const other = retold(lines[0] ?? '', ours, 'a'.repeat(64))
    expect(faultOf(withLine(0, () => other))).toMatchObject({ fault: { kind: 'seal' } })
    const older = retold(other, ',"edgeFillsMin":10', '')
    expect(faultOf(withLine(0, () => older))).toMatchObject({
      line: 1,
      fault: { kind: 'version', field: 'catalogue' },
    })
  })

  it('wants the header first', () => {
    const first = resealed(
      entries.slice(1).map((entry, i) => ({ ...entry, seq: (i + 1) as Entry['seq'] })),
    )
    expect(faultOf(first)).toMatchObject({ line: 1, fault: { kind: 'order', field: 'type' } })
  })

  it('wants nothing behind the close', () => {
    const again = file([
      ...lines,
      retold(lines[1] ?? '', '"seq":2', `"seq":${String(lines.length + 1)}`),
    ])
    expect(faultOf(again)).toMatchObject({
      line: lines.length + 1,
      fault: { kind: 'order', says: 'a line follows SessionClosed' },
    })
  })

  it('says which line has no end', () => {
    expect(faultOf(bytes.subarray(0, bytes.length - 1))).toMatchObject({
      line: lines.length,
      fault: { kind: 'torn', says: 'the line has no end' },
    })
  })

  it('finds a seal out of shape', () => {
    const index = lines.findIndex((line) => line.includes('"Sealed@2"'))
    const fault = faultOf(withLine(index, (line) => retold(line, '"bytes":', '"bites":')))
    expect(fault).toMatchObject({ line: index + 1, fault: { kind: 'shape', field: 'bytes' } })
  })

  it('agrees with the codec on what the lines say', () => {
    expect(entriesOf(bytes)).toEqual(entries)
  })
})
