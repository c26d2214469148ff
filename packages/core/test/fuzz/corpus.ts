import fc from 'fast-check'

import type { Entry, InstrumentListed, Message } from '../../src'
import { anInstrument, lineCodec } from '../../src'
import { anyListed, anyMessage, messageTypes } from '../support/any-message'
import { entryOf, lineBytesOf } from '../support/lines'
import type { Part } from './line-parts'
import { bodyOfParts, partsOf } from './line-parts'

/**
 * A sound line that others are made of. Lines are texts here whose letters, from 0 to 255, are the
 * bytes.
 */
export type SeedLine = {
  readonly line: string
  readonly type: Message['type']
  readonly parts: ReadonlyArray<Part>
}

/** What lines are made of. */
export type Corpus = {
  /** The lines that list every symbol the others name at a scale. */
  readonly listings: ReadonlyArray<Uint8Array>
  readonly byType: ReadonlyArray<ReadonlyArray<SeedLine>>
  /** The values that any line has for a key. */
  readonly values: ReadonlyMap<string, ReadonlyArray<string>>
  readonly keys: ReadonlyArray<string>
}

/** A corpus of golden lines and of random messages of every type that follow from the seed. */
export const corpusOf = (goldens: ReadonlyArray<string>, seed: number): Corpus => {
  const instruments = instrumentsOf(seed)
  const codec = lineCodec()
  const listings = instruments.map((listed) => lineBytesOf(codec, entryOf(listed, 1)).slice(0, -1))
  const written = (entry: Entry, listed: InstrumentListed): SeedLine => {
    // a random listing may have taught other scales
    lineBytesOf(codec, entryOf(listed, 1))
    return seedLine(Buffer.from(lineBytesOf(codec, entry)).toString('latin1').trimEnd())
  }
  const byType = messageTypes.map((type, nth) => [
    ...sampled(
      goldens.filter((line) => line.includes(`"type":"${type}"`)).map(seedLine),
      goldensMax,
    ),
    ...instruments.flatMap((listed, i) =>
      fc
        .sample(anyEntry(type, listed), { seed: seed + nth * 100 + i, numRuns: randomsMax })
        .map((entry) => written(entry, listed)),
    ),
  ])
  const values = new Map<string, Array<string>>()
  for (const { parts } of byType.flat())
    for (const { key, value } of parts) {
      const known = values.get(key)
      if (known === undefined) values.set(key, [value])
      else known.push(value)
    }
  return { listings, byType, values, keys: [...values.keys()] }
}

const goldensMax = 24
const randomsMax = 4

const seedLine = (line: string): SeedLine => {
  const parts = partsOf(line)
  if (!line.startsWith(`${bodyOfParts(parts)},"crc":"`)) throw new Error(`not taken apart: ${line}`)
  return { line, type: parts[3]?.value.slice(1, -1) as Message['type'], parts }
}

const sampled = <T>(items: ReadonlyArray<T>, max: number): ReadonlyArray<T> => {
  const step = Math.max(items.length / max, 1)
  const size = Math.min(items.length, max)
  return Array.from({ length: size }, (_, i) => items[Math.floor(i * step)] as T)
}

/** The goldens' symbols at the goldens' scales, and others at the extremes and in between. */
const instrumentsOf = (seed: number): ReadonlyArray<InstrumentListed> => {
  const at = (symbol: string, priceScale: number, qtyScale: number): InstrumentListed =>
    ({ ...anInstrument(), symbol, priceScale, qtyScale }) as InstrumentListed
  return [
    at('BTCUSDT', 2, 3),
    at('ETHUSDT', 2, 3),
    at('A0', 0, 0),
    at('ZZZ-12-12', 12, 12),
    at('A-SYMBOL-OF-THIRTY-LETTERS-MAX', 0, 12),
    at('12-0X', 12, 0),
    ...fc.sample(anyListed, { seed, numRuns: 2 }),
  ]
}

const safe = Number.MAX_SAFE_INTEGER
const anySeq = fc.oneof(
  fc.constantFrom(1, 9, 10, safe - 1, safe),
  fc.integer({ min: 1, max: safe }),
)
const anyTime = fc.oneof(
  fc.constantFrom(0, 1, 999_999_999_999_999, 1_000_000_000_000_000, safe - 1, safe),
  fc.integer({ min: 1_600_000_000_000_000, max: 1_800_000_000_000_000 }),
  fc.maxSafeNat(),
)

const anyEntry = (type: Message['type'], listed: InstrumentListed): fc.Arbitrary<Entry> =>
  fc
    .tuple(anyMessage(type, listed), anySeq, anyTime, fc.option(anySeq))
    .map(([message, seq, at, cause]) => ({
      ...entryOf(message, seq, cause),
      at: at as Entry['at'],
    }))
