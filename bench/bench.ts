import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

import { newSha256, readBlocks } from '@shadowtape/adapters'
import type { Entry, Strategy } from '@shadowtape/core'
import {
  bytesChecker,
  engineOf,
  foldOf,
  initialState,
  lineCodec,
  noSlice,
  nothing,
  openSession,
  reExecution,
  reducerOf,
  step,
} from '@shadowtape/core'

import { mixHeader, mixTime, referenceMix } from './reference-mix'

const idle: Strategy = {
  name: 'idle',
  initial: () => ({}),
  evolve: () => undefined,
  decide: () => nothing,
}
const inputs = referenceMix(Number(process.argv[2] ?? 200_000))
const rounds = 7

const medianNs = (count: number, work: () => void): number => {
  const times = Array.from({ length: rounds }, () => {
    const start = process.hrtime.bigint()
    work()
    return Number(process.hrtime.bigint() - start) / count
  })
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0
}

const show = (name: string, ns: number, unit: string, beside = ''): number => {
  const rate = `${(1e3 / ns).toFixed(2)} M/s`
  console.log(`${name.padEnd(44)} ${ns.toFixed(0).padStart(7)} ns/${unit}  ${rate}  ${beside}`)
  return ns
}
const times = (a: number, b: number): string => `${(a / b).toFixed(2)}x`

const recordAll = (take: (bytes: Uint8Array) => void): Array<Entry> => {
  const entries: Array<Entry> = []
  const session = openSession(mixHeader(), mixTime(0), idle, newSha256)
  entries.push(...session.opening)
  inputs.forEach((input, i) => {
    for (const entry of session.record(mixTime(i), input)) entries.push(entry)
    if (session.tape.size() < 1 << 16) return
    take(session.tape.waiting())
    session.tape.drop(session.tape.size())
  })
  for (const entry of session.close(mixTime(inputs.length), 'END_OF_INPUT')) entries.push(entry)
  take(session.tape.waiting())
  return entries
}

const folder = mkdtempSync(join(tmpdir(), 'shadowtape-bench-'))
const file = join(folder, 'mix.jsonl')
const parts: Array<Buffer> = []
const entries = recordAll((bytes) => parts.push(Buffer.from(bytes)))
const journal = Buffer.concat(parts)
writeFileSync(file, journal)
const lines = journal.toString('latin1').trimEnd().split('\n')
const objects = lines.map((line) => JSON.parse(line) as unknown)
const n = lines.length

console.log(`node ${process.version}, V8 ${process.versions.v8}, ${cpus()[0]?.model ?? 'cpu'}`)
console.log(`reference mix: ${inputs.length} inputs, ${n} lines; medians of ${rounds}\n`)

const parse = show(
  'JSON.parse of the lines',
  medianNs(n, () => {
    for (const line of lines) JSON.parse(line)
  }),
  'line',
)
const stringify = show(
  'JSON.stringify of the lines',
  medianNs(n, () => objects.forEach((o) => JSON.stringify(o))),
  'line',
)
const floor = show(
  'floor: read + SHA-256 + JSON.parse',
  medianNs(n, () => {
    const hash = createHash('sha256')
    readBlocks(file, (b, start, end) => {
      hash.update(b.subarray(start, end))
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        JSON.parse(b.toString('latin1', p, newline))
        p = newline + 1
      }
      return 'go on'
    })
  }),
  'line',
)
show(
  'sha256sum',
  medianNs(n, () => execFileSync('sha256sum', [file])),
  'line',
)
show(
  'wc -l',
  medianNs(n, () => execFileSync('wc', ['-l', file])),
  'line',
)

show(
  'step with the dry-run venue, in memory',
  medianNs(inputs.length, () => {
    const engine = engineOf(idle)
    step(engine, mixTime(0), mixHeader())
    inputs.forEach((input, i) => step(engine, mixTime(i), input))
  }),
  'input',
)
const reducer = reducerOf(noSlice)
show(
  'reduce in place',
  medianNs(n, () => {
    const state = initialState()
    for (const entry of entries) reducer.apply(state, entry)
  }),
  'line',
)
const some = entries.slice(0, 20_000)
show(
  'reduceAll, one produce',
  medianNs(some.length, () => reducer.reduceAll(initialState(), some)),
  'line',
)
show(
  'reduce, one produce a line',
  medianNs(some.length, () => {
    let state = initialState()
    for (const entry of some) state = reducer.reduce(state, entry)
  }),
  'line',
)
const codec = lineCodec()
const room = new Uint8Array(1 << 20)
const encode = medianNs(n, () => {
  let p = 0
  for (const entry of entries) p = codec.encode(room, p > 1_000_000 ? 0 : p, entry)
})
show('encode with CRC', encode, 'line', `${times(stringify, encode)} JSON.stringify`)
const decode = medianNs(n, () => {
  for (let p = 0; p < journal.length;) {
    const newline = journal.indexOf(10, p)
    codec.decode(journal, p, newline, 'check')
    p = newline + 1
  }
})
show('decode with CRC', decode, 'line', `${times(parse, decode)} JSON.parse`)

const overFile = (block: (b: Uint8Array, start: number, end: number) => unknown): number =>
  medianNs(n, () => {
    readBlocks(file, (b, start, end) => {
      if (block(b, start, end) !== null) throw new Error('the journal does not check')
      return 'go on'
    })
  })
let check = bytesChecker(newSha256)
let fold = foldOf(newSha256, () => idle)
const powers = {
  newHasher: newSha256,
  strategyFor: () => idle,
  isEqual: (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0,
}
let again = reExecution(powers)
const first = (b: Uint8Array): boolean => b[7] === 49 && b[8] === 44
const verify = overFile((b, start, end) => {
  if (first(b.subarray(start))) check = bytesChecker(newSha256)
  return check.block(b, start, end)
})
show('verify from a file', verify, 'line', `${times(parse, verify)} JSON.parse`)
const folding = overFile((b, start, end) => {
  if (first(b.subarray(start))) fold = foldOf(newSha256, () => idle)
  return fold.block(b, start, end)
})
show('fold replay from a file, all checks', folding, 'line', `${times(floor, folding)} the floor`)
const executing = overFile((b, start, end) => {
  if (first(b.subarray(start))) again = reExecution(powers)
  return again.block(b, start, end)
})
show('re-execution from a file', executing, 'line', `${times(floor, executing)} the floor`)
rmSync(folder, { recursive: true })
