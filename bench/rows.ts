import { createHash } from 'node:crypto'
import { openSync, readFileSync, writeSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

import { newSha256, readBlocks, zlibCrc } from '@shadowtape/adapters'
import type { Entry } from '@shadowtape/core'
import {
  bytesChecker,
  engineOf,
  foldOf,
  initialState,
  lineCodec,
  newTape,
  noSlice,
  reExecution,
  reducerOf,
  step,
} from '@shadowtape/core'
import canonicalize from 'canonicalize'

import { fileRows } from './file-rows'
import { idle, recordMix } from './mix-journal'
import { replayBookJournal, writeBookJournal } from './order-book-peer'
import { recordingRows } from './recording-rows'
import { mixHeader, mixTime, referenceMix } from './reference-mix'
import { sessionRows } from './session-rows'
import { stateRows } from './state-rows'
import type { Row, Work } from './work'

const textLines = (file: string): ReadonlyArray<string> =>
  readFileSync(file, 'latin1').trimEnd().split('\n')

const overLines = (file: string, take: (line: string) => void): Work => {
  const lines = textLines(file)
  return { count: lines.length, once: () => lines.forEach(take) }
}

const entriesOf = (size: number): Array<Entry> => {
  const entries: Array<Entry> = []
  recordMix(
    size,
    1,
    () => undefined,
    (some) => entries.push(...some),
  )
  return entries
}

const linesIn = (file: string): number => {
  let count = 0
  readBlocks(file, (b, start, end) => {
    for (let p = start; p < end; p = b.indexOf(10, p) + 1) count += 1
    return 'go on'
  })
  return count
}

type Block = (b: Buffer, start: number, end: number) => unknown

/** Reads a journal's blocks; whatever a checker objects to is a broken benchmark. */
const overBlocks = (file: string, begin: () => Block, check: (end: unknown) => void): Work => ({
  count: linesIn(file),
  once: () => {
    const block = begin()
    let stop: unknown = null
    readBlocks(file, (b, start, end) => {
      stop = block(b, start, end)
      return stop === null ? 'go on' : 'stop'
    })
    check(stop)
  },
})

const mustBeNull = (stop: unknown): void => {
  if (stop !== null) throw new Error(`the journal does not check: ${JSON.stringify(stop)}`)
}

const framesOf = (capture: string): ReadonlyArray<string> => {
  const packed = readFileSync(capture)
  return gunzipSync(packed).toString('utf8').trimEnd().split('\n')
}

/** What each row does, by its name. Each is run in a process of its own. */
export const rows: Readonly<Record<string, Row>> = {
  ...sessionRows,
  ...recordingRows,
  ...fileRows,
  ...stateRows,
  parse: ({ journal }) => overLines(journal, (line) => void JSON.parse(line)),
  stringify: ({ journal }) => {
    const objects = textLines(journal).map((line) => JSON.parse(line) as unknown)
    return {
      count: objects.length,
      once: () => objects.forEach((object) => void JSON.stringify(object)),
    }
  },
  canonicalize: ({ journal }) => {
    const objects = textLines(journal).map((line) => JSON.parse(line) as unknown)
    return {
      count: objects.length,
      once: () => objects.forEach((object) => void canonicalize(object)),
    }
  },
  floor: ({ journal }) => ({
    count: linesIn(journal),
    once: () => {
      const hash = createHash('sha256')
      readBlocks(journal, (b, start, end) => {
        hash.update(b.subarray(start, end))
        for (let p = start; p < end;) {
          const newline = b.indexOf(10, p)
          JSON.parse(b.toString('latin1', p, newline))
          p = newline + 1
        }
        return 'go on'
      })
      hash.digest()
    },
  }),
  step: ({ size }) => {
    const inputs = referenceMix(size)
    return {
      count: inputs.length,
      once: () => {
        const engine = engineOf(idle)
        step(engine, mixTime(0), mixHeader())
        inputs.forEach((input, i) => step(engine, mixTime(i), input))
      },
    }
  },
  inPlace: ({ size }) => {
    const entries = entriesOf(size)
    const reducer = reducerOf(noSlice)
    return {
      count: entries.length,
      once: () => {
        const state = initialState()
        for (const entry of entries) reducer.apply(state, entry)
      },
    }
  },
  reduceAll: ({ size }) => {
    const entries = entriesOf(Math.min(size, 20_000))
    const reducer = reducerOf(noSlice)
    return { count: entries.length, once: () => void reducer.reduceAll(initialState(), entries) }
  },
  reduce: ({ size }) => {
    const entries = entriesOf(Math.min(size, 20_000))
    const reducer = reducerOf(noSlice)
    return {
      count: entries.length,
      once: () => {
        let state = initialState()
        for (const entry of entries) state = reducer.reduce(state, entry)
      },
    }
  },
  encode: ({ size }) => {
    const entries = entriesOf(size)
    const codec = lineCodec()
    const room = new Uint8Array(1 << 20)
    return {
      count: entries.length,
      once: () => {
        let p = 0
        for (const entry of entries) p = codec.encode(room, p > 1_000_000 ? 0 : p, entry)
      },
    }
  },
  append: ({ size, scratch }) => {
    const entries = entriesOf(size)
    const fd = openSync(scratch, 'w')
    return { count: entries.length, once: () => appendAll(entries, fd) }
  },
  decode: ({ journal }) => {
    const bytes = readFileSync(journal)
    const codec = lineCodec()
    return {
      count: linesIn(journal),
      once: () => {
        for (let p = 0; p < bytes.length;) {
          const newline = bytes.indexOf(10, p)
          codec.decode(bytes, p, newline, 'check')
          p = newline + 1
        }
      },
    }
  },
  verify: ({ journal }) =>
    overBlocks(journal, () => bytesChecker(newSha256, zlibCrc).block, mustBeNull),
  fold: ({ journal }) =>
    overBlocks(journal, () => foldOf(newSha256, () => idle, zlibCrc).block, mustBeNull),
  reExecute: ({ journal }) => {
    const powers = {
      newHasher: newSha256,
      strategyFor: () => idle,
      isEqual: (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0,
    }
    let again = reExecution(powers)
    return overBlocks(
      journal,
      () => {
        again = reExecution(powers)
        return again.block
      },
      (stop) => {
        mustBeNull(stop ?? again.end())
      },
    )
  },
  frames: ({ capture }) => ({
    count: framesOf(capture).length,
    once: () => {
      for (const line of framesOf(capture)) JSON.parse(line.slice(line.indexOf('{')))
    },
  }),
  bookWrite: ({ size, scratch }) => {
    const operations = Math.min(size, 100_000)
    return {
      count: writeBookJournal(scratch, operations),
      once: () => void writeBookJournal(scratch, operations),
    }
  },
  bookReplay: ({ size, scratch }) => ({
    count: writeBookJournal(scratch, Math.min(size, 100_000)),
    once: () => {
      replayBookJournal(scratch)
    },
  }),
}

/** Encodes, seals and writes lines as a recording does, in pieces of 64 KiB, from the start on. */
const appendAll = (entries: ReadonlyArray<Entry>, fd: number): void => {
  const tape = newTape(newSha256)
  let written = 0
  const flush = (): void => {
    written += writeSync(fd, tape.waiting(), 0, tape.size(), written)
    tape.drop(tape.size())
  }
  for (const entry of entries) {
    if (entry.message.type === 'Sealed') tape.seal()
    tape.put(entry)
    if (tape.size() >= 1 << 16) flush()
  }
  flush()
}
