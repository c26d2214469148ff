import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import path from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { commandNs, commandNsIfThere, measureHere, measured } from './measure'
import type { Measured } from './measure'
import { recordMix } from './mix-journal'
import { reliability } from './reliability-tables'
import { residents } from './session-rows'
import { perSecond, ratio, show, title } from './show'
import { sweeps } from './sweep-tables'
import { viewer } from './view-tables'
import type { Fixture } from './work'
import { rounds } from './work'

const cli = path.resolve('packages', 'cli', 'bin', 'shadowtape.cjs')

/**
 * `--row NAME FIXTURE` measures one row, `--sweeps` those of `whatif` alone, `--viewer` those of
 * `view`; else all of them, on so many inputs (200,000). `--once` only sees whether every row still
 * runs, on a mix of 2,000.
 */
const main = async (): Promise<void> => {
  const [first, name, fixture] = process.argv.slice(2)
  if (first === '--row') {
    await measureHere(name as string, JSON.parse(fixture as string) as Fixture)
    return
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'shadowtape-bench-'))
  try {
    if (first === '--sweeps') await sweepsAlone(folder)
    else if (first === '--viewer') await viewer(Number(name ?? 200_000), folder, cli)
    else await all(first === '--once' ? 2_000 : Number(first ?? 200_000), folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const all = async (size: number, folder: string): Promise<void> => {
  const journal = path.join(folder, 'mix.jsonl')
  writeMix(journal, size, 1)
  const capture = recordedCapture() ?? (await generatedCapture(path.join(folder, 'made.gz')))
  const fixture = { size, journal, capture, scratch: path.join(folder, 'scratch') }
  const row = (rowName: string): Measured => measured(rowName, fixture)
  const cpu = cpus()[0]?.model ?? 'unknown'
  console.log(`Node ${process.version}, V8 ${process.versions.v8}, ${process.platform}`)
  console.log(`${availableParallelism()} cores, ${cpu}; each row in a process of its own,`)
  console.log(
    rounds === 1
      ? 'one round of each, which only says that it runs\n'
      : `medians of ${rounds} rounds after half a second of others; ratios are of this run\n`,
  )
  const { parse, stringify, floor } = lines(row, journal, size)
  engine(row)
  peers(row, tape(row, { parse, stringify, floor }))
  wholeRun(row, fixture, folder)
  queues(row)
  sweeps(fixture, folder, recordedCapture() !== null, cli)
  reliability(fixture, folder)
  await viewer(size, folder, cli)
  memory(fixture, folder)
  startUp()
}

const sweepsAlone = async (folder: string): Promise<void> => {
  const real = recordedCapture()
  const capture = real ?? (await generatedCapture(path.join(folder, 'made.gz')))
  sweeps({ capture }, folder, real !== null, cli)
}

type Row = (name: string) => Measured

const lines = (row: Row, journal: string, size: number) => {
  const { ns, count } = row('parse')
  const { size: bytes } = statSync(journal)
  console.log(
    `Reference mix: ${size} inputs give ${count} lines of ${(bytes / count).toFixed(0)} bytes`,
  )
  const parse = show('JSON.parse of the lines', ns, 'line')
  const stringify = show('JSON.stringify of the lines', row('stringify').ns, 'line')
  const floor = show('floor: read, SHA-256, JSON.parse', row('floor').ns, 'line')
  const command = (what: string, name: string, args: ReadonlyArray<string>): void => {
    const took = commandNsIfThere(name, args)
    if (took !== null) show(what, took / count, 'line')
  }
  command('sha256sum of the file', 'sha256sum', [journal])
  command('openssl sha256', 'openssl', ['sha256', journal])
  command('wc -l', 'wc', ['-l', journal])
  return { parse, stringify, floor }
}

const engine = (row: Row): void => {
  title('Engine, in memory')
  show('step with the dry-run venue', row('step').ns, 'input')
  show('reduce in place', row('inPlace').ns, 'line')
  show('reduceAll: one produce for all', row('reduceAll').ns, 'line')
  show('reduce: one produce a line', row('reduce').ns, 'line')
}

type Floor = { readonly parse: number; readonly stringify: number; readonly floor: number }

const tape = (row: Row, { parse, stringify, floor }: Floor) => {
  title('Journal')
  const against = (name: string, what: string, beside: number, of: string): number => {
    const { ns } = row(name)
    return show(what, ns, 'line', `${ratio(beside, ns)} the rate of ${of}`)
  }
  against('encode', 'encode with CRC', stringify, 'JSON.stringify')
  against('append', 'encode, CRC, seal, buffered write', stringify, 'JSON.stringify')
  against('decode', 'decode with CRC', parse, 'JSON.parse')
  against('verify', 'verify from a file', parse, 'JSON.parse')
  const folded = against('fold', 'fold replay from a file, all checks', floor, 'the floor')
  const what = 're-execution from a file, compared'
  return { folded, reExecuted: against('reExecute', what, floor, 'the floor') }
}

const peers = (row: Row, { folded, reExecuted }: ReturnType<typeof tape>): void => {
  title('Peers at their nearest job')
  show('canonicalize (RFC 8785) of the lines', row('canonicalize').ns, 'line')
  show('nodejs-order-book: append with its journal', row('bookWrite').ns, 'line')
  const { ns } = row('bookReplay')
  const beside = `${ratio(ns, folded)} our fold's time, ${ratio(ns, reExecuted)} our re-execution's`
  show('nodejs-order-book: replay from a file', ns, 'line', beside)
}

/** Unpacks a capture and parses every frame in it, and nothing else; a process of its own. */
const framesAlone = `
const frames = require('node:zlib').gunzipSync(require('node:fs').readFileSync(process.argv[1]))
for (const line of frames.toString('utf8').trimEnd().split('\\n'))
  JSON.parse(line.slice(line.indexOf('{')))`

const wholeRun = (row: Row, { capture }: Fixture, folder: string): void => {
  title(`A run over ${path.basename(capture)}: whole processes, start-up included`)
  const { ns: warm, count } = row('frames')
  show('gunzip and JSON.parse of the frames, warm', warm, 'frame')
  const alone = commandNs(process.execPath, ['-e', framesAlone, capture]) / count
  show('gunzip and JSON.parse of the frames alone', alone, 'frame')
  const journal = path.join(folder, 'run.jsonl')
  const args = [cli, 'run', '--capture', capture, '--journal', journal, '--force']
  const ns = commandNs(process.execPath, args) / count
  show(
    'shadowtape run, journal written',
    ns,
    'frame',
    `${ratio(ns, alone)} the time of those alone`,
  )
  show(
    'shadowtape replay of it',
    commandNs(process.execPath, [cli, 'replay', journal]) / count,
    'frame',
  )
  const judged = commandNs(process.execPath, [...args, ...queueAndEdge]) / count
  const beside = `${ratio(judged, ns)} that run's time, ${ratio(judged, alone)} the frames', `
  show(
    'run with queues and an edge of its fills',
    judged,
    'frame',
    beside + perSecond(judged, 'messages'),
  )
}

/** The queue model and measured fills, with an edge that is never too low. */
const queueAndEdge = [
  ...['--fill-model', 'queue', '--edge', 'markout', '--edge-threshold', '-10000'],
]

/** What the queue model costs in memory, by orders at rest and by how long the session has been. */
const queues = (row: Row): void => {
  title('Queue model over the inputs of that capture, in memory, without a journal')
  const { ns: cell } = row('cell')
  show('a sweep cell: market maker, step alone', cell, 'input', perSecond(cell, 'messages'))
  const first = show('a session 10 times as long: its first tenth', row('firstTenth').ns, 'line')
  const { ns: last } = row('lastTenth')
  show('its last tenth', last, 'line', `${ratio(last, first)} the first's`)
  for (const model of ['risk-averse', 'power']) {
    const [few] = residents
    const least = row(`${model}-${few}`).ns
    for (const orders of residents) {
      const ns = orders === few ? least : row(`${model}-${orders}`).ns
      const allowed = (Math.log2(orders) / Math.log2(few)).toFixed(2)
      const beside = `${ratio(ns, least)} that of ${few}; log2 allows ${allowed}x`
      show(`${model}, ${orders} orders at rest`, ns, 'line', beside)
    }
  }
}

const memory = (fixture: Fixture, folder: string): void => {
  title('Memory of a re-execution, at its highest')
  for (const times of [1, 10]) {
    const journal = path.join(folder, `long-${times}.jsonl`)
    writeMix(journal, Math.min(fixture.size, 50_000), times)
    const { rssMb, count } = measured('reExecute', { ...fixture, journal })
    console.log(`  ${String(count).padStart(9)} lines  ${rssMb.toFixed(0)} MB`)
    rmSync(journal)
  }
}

const startUp = (): void => {
  title('Start-up')
  const help = commandNs(process.execPath, [cli, '--help']) / 1e6
  const node = commandNs(process.execPath, ['-e', '0']) / 1e6
  console.log(`  shadowtape --help ${help.toFixed(0)} ms; node -e 0 ${node.toFixed(0)} ms`)
}

const writeMix = (file: string, size: number, times: number): void => {
  const fd = openSync(file, 'w')
  recordMix(size, times, (bytes) => writeSync(fd, bytes))
  closeSync(fd)
}

/** The real capture, where it is at hand. */
const recordedCapture = (): string | null => {
  const folder = process.env['SHADOWTAPE_CAPTURES']
  if (folder === undefined) return null
  const name = readdirSync(folder).find((file) => file.endsWith('.capture.gz'))
  return name === undefined ? null : path.join(folder, name)
}

const generatedCapture = async (file: string): Promise<string> => {
  const written = await writeGeneratedCapture(generatedPlan, file, 'replace')()
  if (written._tag === 'Left') throw new Error(`cannot write ${file}`)
  return file
}

void main()
