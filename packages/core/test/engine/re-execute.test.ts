import type { Entry, Strategy } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  classified,
  difference,
  fieldsOfLine,
  partingOf,
  foldOf,
  reExecution,
  twoSided,
} from '../../src'
import { bodyOf, withCrc } from '../support/lines'
import { entriesOf, powersWith, recorded, replayed, resealed } from '../support/recorded'
import { sha256 } from '../support/sha256'
import { at } from '../support/timed'

const history = {
  opened: aSession(),
  inputs: [
    at(0, anInstrument()),
    at(10, aQuote()),
    at(60_000, aPlaceOrder()),
    at(60_000, anEdge({ edgeBps: '1' })),
  ],
}
const { bytes, entries } = recorded(history, twoSided)
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
const lineOf = (type: string): number => entries.findIndex(({ message }) => message.type === type)

describe('re-execution', () => {
  it('finds a journal equal, and says how much it compared', () => {
    const replay = reExecution(powersWith(twoSided))
    expect(replay.block(bytes, 0, bytes.length)).toBeNull()
    expect(replay.end()).toBeNull()
    expect(replay.linesEqual()).toBe(entries.length)
    expect(replay.inputs()).toBe(entries.filter(({ cause }) => cause === null).length)
    expect(replay.session()?.state.seq).toBe(entries.length)
  })

  it('keeps what it still has to compare when its reader uses the lent buffer again', () => {
    const replay = reExecution(powersWith(twoSided))
    const lent = Buffer.alloc(bytes.length)
    const cut = bytes.indexOf(10, bytes.length >> 1) + 1
    for (const [from, to] of [
      [0, cut],
      [cut, bytes.length],
    ] as const) {
      lent.set(bytes.subarray(from, to))
      expect(replay.block(lent, 0, to - from)).toBeNull()
      lent.fill(0)
    }
    expect(replay.end()).toBeNull()
    expect(replay.linesEqual()).toBe(lines.length)
  })

  it('names a line that the engine would not have written', () => {
    const index = lineOf('OrderAccepted')
    const without = resealed(
      entries
        .filter((_, i) => i !== index)
        .map((entry, i) => ({ ...entry, seq: (i + 1) as Entry['seq'] })),
    )
    expect(replayed(without, twoSided)).toMatchObject({
      type: 'Diverged',
      divergence: { line: index + 1, kind: 'extra', recorded: null, field: null },
    })
  })

  it('names what follows an input whose consequences are not in the journal', () => {
    const index = lineOf('OrderPlaced')
    expect(replayed(file(lines.slice(0, index)), twoSided)).toMatchObject({
      type: 'Diverged',
      divergence: { line: index + 1, seq: index + 1, kind: 'extra', recorded: null, field: null },
    })
  })

  it('names what the engine does not say any more', () => {
    const silentNow = { ...twoSided, decide: () => [] }
    const cut = file(lines.slice(0, lineOf('PlaceOrder') + 1))
    expect(replayed(cut, silentNow)).toMatchObject({
      type: 'Diverged',
      divergence: { kind: 'missing', replayed: null, recorded: lines[lineOf('PlaceOrder')] },
    })
  })

  it('compares what was written before a crash, then says what crashed', () => {
    const mine: Strategy = {
      ...(twoSided as unknown as Strategy),
      decide: (view, message) => {
        if (message.type === 'EdgeUpdated') throw new Error('mine broke')
        return (twoSided as unknown as Strategy).decide(view, message)
      },
    }
    expect(replayed(bytes, mine)).toMatchObject({
      type: 'Diverged',
      divergence: { line: lineOf('EdgeUpdated') + 1, kind: 'crashed', says: 'mine broke' },
    })
  })

  it.each([
    ['a line without end', bytes.subarray(0, bytes.length - 1), lines.length, 'torn'],
    ['a line that is not a line', Buffer.from('{}\n'), 1, 'torn'],
    [
      'a line that is not canonical',
      file([retold(lines[0] ?? '', '"seq"', ' "seq"')]),
      1,
      'not canonical',
    ],
    [
      'an input out of shape',
      file([lines[0] ?? '', retold(lines[1] ?? '', 'linear', 'option')]),
      2,
      'shape',
    ],
    ['an input before the header', file(lines.slice(1)), 1, 'order'],
    ['a consequence before the header', file(lines.slice(lineOf('OrderPlaced'))), 1, 'order'],
  ])('cannot read %s', (_, journal, line, kind) => {
    expect(replayed(journal, twoSided)).toMatchObject({ type: 'Unreadable', line, fault: { kind } })
  })

  it('does not take two journals, one behind the other, for one', () => {
    const stop = replayed(Buffer.concat([bytes, bytes]), twoSided, bytes.length)
    expect(stop).toMatchObject({
      type: 'Diverged',
      divergence: { line: lines.length + 1, kind: 'crashed', says: 'the session is closed' },
    })
  })
})

describe('a divergence', () => {
  it('says recorded, then replayed, with the field and the cause', () => {
    const recordedLine = '{"seq":3,"cause":2,"qty":"1"}'
    const replayedLine = '{"seq":3,"cause":2,"qty":"2"}'
    expect(difference(recordedLine, replayedLine, 3)).toStrictEqual({
      line: 3,
      seq: 3,
      kind: 'changed',
      field: 'qty',
      recorded: recordedLine,
      replayed: replayedLine,
      cause: 2,
      says: null,
    })
  })

  it('has no cause where the line came in, and none where there is no line', () => {
    expect(difference('{"cause":null}', '{"cause":null,"x":1}', 1)).toMatchObject({
      cause: null,
      field: 'x',
    })
    expect(difference(null, 'garbage', 1)).toMatchObject({
      cause: null,
      kind: 'extra',
      field: null,
    })
  })

  it('is at the first line that differs', () => {
    const [a, b] = [Buffer.from('x\ny\nz\n'), Buffer.from('x\ny\nw\n')]
    expect(partingOf(a, b)).toStrictEqual({ start: 4, passed: 2 })
    expect(partingOf(a, a.subarray(0, 4))).toStrictEqual({ start: 4, passed: 2 })
    expect(partingOf(Buffer.from([0xff, 10]), b)).toStrictEqual({ start: 0, passed: 0 })
  })

  const said = (seq: number, type: string, more = ''): string =>
    `{"seq":${seq},"at":5,"cause":${seq - 1},"type":"${type}"${more},"crc":"0000000${seq}"}`
  const [placed, accepted, filled] = [
    said(7, 'OrderPlaced', ',"orderId":"o-1"'),
    said(8, 'OrderAccepted', ',"orderId":"o-1"'),
    said(9, 'OrderFilled', ',"orderId":"o-1"'),
  ]
  const placed8 = said(8, 'OrderPlaced', ',"orderId":"o-1"')
  const accepted7 = said(7, 'OrderAccepted', ',"orderId":"o-1"')
  const state = (digest: string) => said(7, 'Sealed@2', `,"digest":"d","stateDigest":"${digest}"`)

  it.each([
    ['changed', [placed], [said(7, 'OrderPlaced', ',"orderId":"o-2"')], 'orderId'],
    ['changed', [accepted], [said(8, 'OrderRejected', ',"orderId":"o-1"')], 'type'],
    ['changed', [placed, accepted], [placed8, accepted], 'seq'],
    ['missing', [placed, accepted7], [accepted7], null],
    ['missing', [placed], [], null],
    ['extra', [accepted7], [placed, accepted], null],
    ['extra', [], [filled], null],
    ['reordered', [placed, accepted, filled], [accepted7, placed8, filled], null],
    ['hidden state', [state('a')], [state('b')], 'stateDigest'],
    ['changed', [state('a')], [state('b').replace('"d"', '"e"')], 'digest'],
  ])('is called %s: recorded %j, replayed %j', (kind, recorded, replayed, field) => {
    expect(classified({ recorded, replayed }, 7)).toMatchObject({ kind, field, line: 7, seq: 7 })
  })

  it('says where a line went that is said in another place', () => {
    const sides = { recorded: [placed, accepted], replayed: [accepted7, placed8] }
    expect(classified(sides, 7)).toMatchObject({
      recorded: placed,
      replayed: accepted7,
      says: 'the recorded line is now said 1 line later',
    })
  })

  it('reads the fields of a line, and none of what is no line', () => {
    expect([...fieldsOfLine('{"a":1,"b":"x"}')]).toStrictEqual([
      ['a', '1'],
      ['b', '"x"'],
    ])
    expect([...fieldsOfLine('7'), ...fieldsOfLine('{'), ...fieldsOfLine(null)]).toStrictEqual([])
  })
})

describe('a fold', () => {
  const foldFault = (journal: Uint8Array) => {
    const fold = foldOf(sha256, () => twoSided as unknown as Strategy)
    return fold.block(journal, 0, journal.length)
  }

  it('gives the state that the journal closed with', () => {
    expect(foldFault(bytes)).toBeNull()
  })

  it('finds a recorded consequence that does not lead to the recorded state', () => {
    const changed = entries.map((entry) =>
      entry.message.type === 'OrderFilled'
        ? { ...entry, message: { ...entry.message, fee: 5 as never } }
        : entry,
    )
    expect(foldFault(resealed(changed))).toMatchObject({
      line: lineOf('TradingFrozen') + 1,
      fault: {
        kind: 'fold',
        field: 'stateDigest',
        says: expect.stringMatching(/^the lines fold to [0-9a-f]{64}, not to [0-9a-f]{64}$/),
      },
    })
  })

  it('finds broken bytes before it reduces them', () => {
    const broken = Buffer.from(bytes)
    broken[broken.length - 30] = 0
    expect(foldFault(broken)).toMatchObject({ line: entries.length, fault: { kind: 'crc' } })
  })

  it('finds a line that its checker does not look into', () => {
    const index = lineOf('OrderAccepted')
    const journal = file(
      lines
        .map((line, i) => (i === index ? retold(line, '"o-1"', '"x-1"') : line))
        .slice(0, index + 1),
    )
    expect(foldFault(journal)).toMatchObject({
      line: index + 1,
      fault: { kind: 'shape', field: 'orderId' },
    })
  })

  it('reads what it wrote', () => {
    expect(entriesOf(bytes)).toEqual(entries)
  })
})
