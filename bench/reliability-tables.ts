import { linkSync } from 'node:fs'
import path from 'node:path'

import type { Count } from '@shadowtape/core'

import { commandNsIfThere, measured } from './measure'
import type { Measured } from './measure'
import { gzipLevels } from './file-rows'
import { recordToFile, removed } from './recorded-mix'
import { intervalMs, policies, snapshotEvery } from './recording-rows'
import { referenceMix } from './reference-mix'
import { perSecond, ratio, show, showBytes, showMs, title } from './show'
import type { Fixture } from './work'

/** What it costs to keep a journal safe, to check it, to look into it and to pack it. */
export const reliability = (fixture: Fixture, folder: string): void => {
  durability(fixture)
  snapshots(fixture)
  const scan = checks(fixture)
  packing(fixture, scan)
  lookingInto(fixture, folder)
}

/** A policy that waits for the device at each order is measured on fewer inputs. */
const inputsMax = { none: 50_000, interval: 50_000, batch: 50_000, barrier: 5_000 } as const

const durability = (fixture: Fixture): void => {
  title('Recording to a file, by policy; an input waits where its record() makes lines durable')
  let none: Measured | null = null
  for (const fsync of policies) {
    const size = Math.min(fixture.size, inputsMax[fsync])
    const took = measured(`record-${fsync}`, { ...fixture, size })
    none ??= took
    const name = fsync === 'interval' ? `interval=${String(intervalMs)}` : fsync
    const beside = `${perSecond(took.ns, 'lines')}, ${ratio(took.ns, none.ns)} the time of none`
    show(`--fsync ${name}`, took.ns, 'line', beside)
    if (fsync !== 'interval') waits(took, none)
  }
}

/** Nothing is durable with `none`: there it is what handed a batch to the system. */
const waits = ({ more }: Measured, none: Measured): void => {
  const say = (part: 'p50' | 'p99'): string => {
    const ns = more[part] ?? 0
    return `${part} ${(ns / 1e3).toFixed(0)} us, ${ratio(ns, none.more[part] ?? 0)} none's`
  }
  const many = String(Math.round(more['waits'] ?? 0)).padStart(7)
  console.log(`    ${'inputs that waited'.padEnd(42)} ${many}  ${say('p50')}; ${say('p99')}`)
}

const snapshots = (fixture: Fixture): void => {
  title(`Snapshots, kept every ${snapshotEvery(fixture.size).toLocaleString('en')} lines`)
  const { ns: without } = measured('record-none', fixture)
  show('recording without', without, 'line')
  const { ns } = measured('recordKept', fixture)
  show('recording with --snapshots', ns, 'line', `${ratio(ns, without)} the time without`)
  const { ns: digest } = measured('digest', fixture)
  const linesOf = (one: number): string => `as long as ${(one / without).toFixed(0)} lines`
  showMs("a state's digest", digest, linesOf(digest))
  const { ns: kept } = measured('keep', fixture)
  showMs('its text, written to a file', kept, linesOf(kept))
}

/** Returns the nanoseconds that a check takes a byte. */
const checks = (fixture: Fixture): number => {
  title('Checking and recovering a file')
  const { ns: scan, count: bytes } = measured('scan', fixture)
  const { ns: recover } = measured('recover', fixture)
  const { ns: here } = measured('sha256', fixture)
  const hashed = (command: string, args: ReadonlyArray<string>): number | null => {
    const took = commandNsIfThere(command, [...args, fixture.journal])
    return took === null ? null : showBytes([command, ...args].join(' '), took / bytes)
  }
  const sum = hashed('sha256sum', [])
  const openssl = hashed('openssl', ['sha256'])
  showBytes("SHA-256 by Node's crypto", here)
  const beside = (ns: number): string => {
    const one = `${ratio(ns, sum ?? here)} the time of ${sum === null ? 'crypto' : 'sha256sum'}`
    return openssl === null ? one : `${one}, ${ratio(ns, openssl)} that of openssl`
  }
  showBytes('verify', scan, beside(scan))
  showBytes('recover --mode tail, made durable and read', recover, beside(recover))
  return scan
}

const packing = (fixture: Fixture, scan: number): void => {
  title('Packing a journal, in gzip members of 1 MiB')
  for (const level of gzipLevels) {
    const { ns, count, more } = measured(`gzip-${String(level)}`, fixture)
    const smaller = `${ratio(count, more['packed'] ?? 0)} smaller`
    showBytes(`gzip -${String(level)}`, ns, `${smaller}, ${ratio(ns, scan)} the time of verify`)
    const { ns: back } = measured(`gunzip-${String(level)}`, fixture)
    showBytes('and back', back, `${ratio(back, scan)} the time of verify`)
  }
}

const lookingInto = (fixture: Fixture, folder: string): void => {
  const { size } = fixture
  const every = snapshotEvery(size)
  title(`The state at a line, with a snapshot every ${every.toLocaleString('en')} lines`)
  const kept = (times: number): Fixture => {
    const journal = path.join(folder, `kept-${String(times)}.jsonl`)
    const plan = {
      path: journal,
      snapshots: true,
      snapshotLinesMax: every as Count,
      times,
    } as const
    recordToFile(referenceMix(size), plan)
    return { ...fixture, journal }
  }
  const said = (what: string, name: string, of: Fixture, beside: number | null): number => {
    const { ns, more } = measured(name, of)
    const lines = `${Math.round(more['lines'] ?? 0).toLocaleString('en')} lines folded`
    return showMs(what, ns, beside === null ? lines : `${lines}; ${ratio(ns, beside)} of that`)
  }
  const short = kept(1)
  const bare = { ...fixture, journal: path.join(folder, 'bare.jsonl') }
  linkSync(short.journal, bare.journal)
  const fromFirst = said('anywhere, from the first line', 'stateAnywhere', bare, null)
  said('anywhere, from the snapshot before it', 'stateAnywhere', short, fromFirst)
  const long = kept(4)
  const near = said('so far behind a snapshot', 'stateBehind', short, null)
  said('as far, in a journal four times as long', 'stateBehind', long, near)
  for (const { journal } of [short, bare, long]) removed(journal)
}
