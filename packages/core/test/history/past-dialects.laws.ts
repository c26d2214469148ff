import fc from 'fast-check'
import { isRight } from 'fp-ts/Either'

import type { Dialect, Spoken } from '../../src'
import {
  catalogueDigest,
  fieldsOf,
  jsonOfEntry,
  knownDialects,
  lineCodec,
  messages,
  entryOfJson,
  scalesOf,
  writtenName,
} from '../../src'
import { anyListed, anyMessage } from '../support/any-message'
import { entryOf, lineBytesOf, withCrc } from '../support/lines'
import { madeUpDialects } from '../support/made-up-past'
import { sha256 } from '../support/sha256'

const past = [...madeUpDialects.past, ...knownDialects.past]

/** What became of a dialect: a made-up past has a present of its own. */
const newestOf = (dialect: Dialect): Dialect =>
  (madeUpDialects.past.includes(dialect) ? madeUpDialects : knownDialects).newest

const changed = past.flatMap((dialect) =>
  [...dialect.spoken.values()]
    .filter(({ up }) => up !== null)
    .map((spoken) => [spoken.written, spoken, dialect] as const),
)

it.each(past.map((dialect) => [dialect.catalogue, dialect] as const))(
  'the past catalogue %s is declared as it was',
  (catalogue, dialect) => {
    expect(catalogueDigest(sha256, dialect)).toBe(catalogue)
  },
)

it('no two catalogues have the same digest', () => {
  for (const dialects of [madeUpDialects, knownDialects]) {
    const all = [dialects.newest, ...dialects.past].map((each) => catalogueDigest(sha256, each))
    expect(new Set(all).size).toBe(all.length)
  }
})

/** Any line of a message as it was in a dialect, written by its old declaration alone. */
const anyOldLine = ({ type, codec, written }: Spoken, dialect: Dialect) =>
  anyListed.chain((listed) =>
    anyMessage(type, listed, codec).map((old) => {
      const table = new Map([[listed.symbol, scalesOf(listed)]])
      const asWritten = { ...dialect, spoken: new Map([[type, plainly(type, codec, written)]]) }
      const json = JSON.stringify(jsonOfEntry(entryOf(old), table, asWritten))
      return { listed, line: withCrc(json.slice(0, -1)), json, table }
    }),
  )

const plainFields = (codec: Spoken['codec']) =>
  fieldsOf(codec).map(({ name, kind, isNullable }) => ({ name, kind, isNullable }))

const plainly = (type: Spoken['type'], codec: Spoken['codec'], written: string): Spoken => ({
  ...{ type, codec, written, version: 0, up: null, down: null },
})

describe.each(changed)('a line of the older %s', (_, spoken, dialect) => {
  it('means a message of today, and comes back from it byte for byte', () => {
    fc.assert(
      fc.property(anyOldLine(spoken, dialect), ({ listed, line, json, table }) => {
        const codec = lineCodec(dialect)
        lineBytesOf(codec, entryOf(listed, 1))
        const entry = codec.decode(line, 0, line.length, 'check')
        expect(entry).toMatchObject({ _tag: 'Right' })
        if (!isRight(entry)) return
        expect(entry.right.message.type).toBe(spoken.type)
        expect(messages[spoken.type].is(entry.right.message)).toBe(true)
        expect(codec.sizeMax(entry.right)).toBeGreaterThan(line.length)
        const again = lineBytesOf(codec, entry.right).subarray(0, -1)
        expect(Buffer.from(again).toString()).toBe(Buffer.from(line).toString())
        expect(entryOfJson(json, table, dialect)).toStrictEqual(entry)
        expect(JSON.stringify(jsonOfEntry(entry.right, table, dialect))).toBe(json)
      }),
      { seed: 74, numRuns: 60 },
    )
  })

  it('is not a line of today', () => {
    const [sample] = fc.sample(anyOldLine(spoken, dialect), { seed: 75, numRuns: 1 })
    const { line = new Uint8Array(0) } = sample ?? {}
    expect(lineCodec(newestOf(dialect)).decode(line, 0, line.length, 'check')).toMatchObject({
      left: { kind: 'shape', field: 'type' },
    })
    expect(spoken.written).toBe(writtenName(spoken.type, spoken.version))
    expect(plainFields(spoken.codec)).not.toStrictEqual(plainFields(messages[spoken.type]))
  })
})
