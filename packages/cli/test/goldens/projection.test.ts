import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import fc from 'fast-check'

import type { ProjectionPlan } from '../../src/goldens/projection'
import { newProjection, redactedValue } from '../../src/goldens/projection'

type Fields = Readonly<Record<string, unknown>>

const root = resolve(__dirname, '..', '..', '..', '..')
const linesOf = (name: string): ReadonlyArray<Fields> =>
  readFileSync(resolve(root, 'journals', name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Fields)

const keep: ProjectionPlan = { market: 'keep', redacted: [] }

const projected = (lines: ReadonlyArray<Fields>, plan = keep): ReadonlyArray<string> => {
  const { line } = newProjection(Number(lines[0]?.['at']), plan)
  return lines.map(line).filter((each) => each !== null)
}

const isKeeping = ({ type }: Fields): boolean => /^(Sealed|SnapshotTaken)/.test(String(type))
const journal = linesOf('market-maker-freeze.jsonl')

describe('a golden of a journal', () => {
  const golden = projected(journal).map((line) => JSON.parse(line) as Fields)

  it('has no numbers, no CRCs, no seals and no digests', () => {
    for (const name of ['seq', 'crc', 'stateDigest', 'digest', 'configDigest', 'catalogue'])
      expect(golden.filter((line) => name in line)).toStrictEqual([])
    const types = new Set(golden.map(({ type }) => type))
    expect(['Sealed', 'SnapshotTaken', 'SegmentOpened'].filter((type) => types.has(type))).toEqual(
      [],
    )
  })

  it('has every other line, in order, with all else that it says', () => {
    const kept = journal.filter((line) => !isKeeping(line))
    expect(golden).toHaveLength(kept.length)
    const prices = ({ price, qty, bids, asks }: Fields) => ({ price, qty, bids, asks })
    expect(golden.map(prices)).toStrictEqual(kept.map(prices))
  })

  it('counts times from the start of the session', () => {
    expect(golden[0]?.['at']).toBe('+0.000000')
    expect(golden[1]?.['at']).toBe('+0.004409')
    expect(golden[2]?.['venueAt']).toBe('+0.000000')
  })

  it('says how many lines above a cause stands, and names one that came in earlier', () => {
    expect(golden.slice(2, 7).map(({ type, cause }) => [type, cause])).toStrictEqual([
      ['BookUpdated', null],
      ['PlaceOrder', 1],
      ['OrderPlaced', 1],
      ['OrderAccepted', 1],
      ['PlaceOrder', 4],
    ])
    const fill = golden.find(({ type }) => type === 'OrderFilled')
    expect(fill?.['cause']).toMatch(/^OrderAccepted@\d+\.\d{6}(#\d+)?$/)
  })

  it('names orders and fills by when they were said', () => {
    const placed = golden.find(({ type }) => type === 'OrderPlaced')
    expect(placed?.['orderId']).toBe(`o@${String(placed?.['at']).slice(1)}`)
    const fill = golden.find(({ type }) => type === 'OrderFilled')
    expect(fill?.['fillId']).toBe(`f@${String(fill?.['at']).slice(1)}`)
  })

  it('can leave out what the market said, and then names it as the cause', () => {
    const lines = projected(journal, { ...keep, market: 'leave out' })
    expect(lines.filter((line) => /"type":"(BookUpdated|TradePrinted)"/.test(line))).toEqual([])
    expect(JSON.parse(lines[2] ?? '{}')).toMatchObject({
      type: 'PlaceOrder',
      cause: 'BookUpdated@0.004410',
    })
  })

  it('is the same for a session an hour later', () => {
    const hour = 3_600_000_000
    const later = journal.map((line) => ({
      ...line,
      at: Number(line['at']) + hour,
      ...(typeof line['venueAt'] === 'number' ? { venueAt: line['venueAt'] + hour } : {}),
    }))
    expect(projected(later)).toStrictEqual(projected(journal))
  })
})

/** The journal with one order more behind a line, all later numbers and names shifted. */
const withOneMore = (behind: number): ReadonlyArray<Fields> => {
  const before = journal.slice(0, behind)
  const cause = before.at(-1) as Fields
  const placed = before.filter(({ type }) => type === 'OrderPlaced').length
  const [seq, at] = [Number(cause['seq']), cause['at']]
  const like = journal.find(({ type }) => type === 'PlaceOrder') as Fields
  const order = { ...like, orderLinkId: 'one-more' }
  const [name, shifted] = [`o-${String(placed + 1)}`, (id: number): string => `o-${String(id + 1)}`]
  const more: ReadonlyArray<Fields> = [
    { ...order, seq: seq + 1, at, cause: seq },
    { ...order, seq: seq + 2, at, cause: seq + 1, type: 'OrderPlaced', orderId: name },
  ]
  const moved = (one: string | number): number =>
    Number(one) > seq ? Number(one) + 2 : Number(one)
  const after = journal.slice(behind).map((line) => {
    const [was, id] = [line['cause'], line['orderId']]
    const number = typeof id === 'string' ? Number(id.slice(2)) : 0
    return {
      ...line,
      seq: Number(line['seq']) + 2,
      cause: typeof was === 'number' && was > seq ? was + 2 : was,
      ...(number > placed ? { orderId: shifted(number) } : {}),
      ...(typeof line['windowSeqs'] === 'string'
        ? { windowSeqs: line['windowSeqs'].split(',').map(moved).join(',') }
        : {}),
      ...(typeof line['fromSeq'] === 'number' ? { fromSeq: moved(line['fromSeq']) } : {}),
    }
  })
  return [...before, ...more, ...after]
}

describe('one decision more', () => {
  const was = projected(journal)
  // behind the last line of what an input made: the next line came in
  const ends = journal.flatMap((line, i) =>
    line['cause'] === null && i > 3 && !isKeeping(journal[i - 1] ?? {}) ? [i] : [],
  )

  it('adds its own lines to a golden, and changes no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ends.slice(0, -3)), (behind) => {
        const is = projected(withOneMore(behind))
        const added = is.filter((line) => line.includes('"l@') && !was.includes(line))
        expect(added).toHaveLength(2)
        const others = is.filter((line) => !added.includes(line))
        expect(others).toStrictEqual(was)
      }),
      { numRuns: 20 },
    )
  })
})

describe('a redacted field', () => {
  it('has its value taken out, and nothing else', () => {
    const redacted = ['OrderPlaced.price', '*.venueAt']
    const lines = projected(journal, { ...keep, redacted })
    const placed = lines.filter((line) => line.includes('"type":"OrderPlaced"'))
    expect(placed.every((line) => line.includes(`"price":"${redactedValue}"`))).toBe(true)
    const asked = lines.filter((line) => line.includes('"type":"PlaceOrder"'))
    expect(asked.some((line) => line.includes(redactedValue))).toBe(false)
    const books = lines.filter((line) => line.includes('"venueAt"'))
    expect(books.every((line) => line.includes(`"venueAt":"${redactedValue}"`))).toBe(true)
  })

  it('is told of where no line has it', () => {
    const projection = newProjection(0, { ...keep, redacted: ['OrderPlaced.prise', '*.price'] })
    for (const line of journal) projection.line(line)
    expect(projection.unused()).toStrictEqual(['OrderPlaced.prise'])
  })
})
