import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { buildSync } from 'esbuild'

import { newDice } from '../../../core/test/fuzz/dice'
import { crashDisk } from './crash-disk'
import { madeHeader, madeInputs, madeRecorder, recordMade } from './made-session'
import { recoveryComplaint } from './recovery-complaint'
import type { Recorded } from './recovery-oracle'
import { recordedOf } from './recovery-oracle'

/** What is to be killed: the program, and what it would record if nobody did. */
export type Victim = { readonly program: string; readonly journal: Recorded }

const quotes = 600

/** Bundles the program that records and acknowledges, and records once what it would. */
export const newVictim = (dir: string): Victim => {
  const program = join(dir, 'record-acknowledged.js')
  buildSync({
    entryPoints: [resolve(__dirname, 'record-acknowledged.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['@shadowtape/source'],
    logLevel: 'warning',
  })
  const { disk, killed } = crashDisk()
  const opened = madeHeader('barrier', { snapshotLinesMax: 50 })
  recordMade(madeRecorder('/whole', opened, disk), madeInputs(quotes))
  return { program, journal: recordedOf(killed().get('/whole') ?? Buffer.alloc(0)) }
}

/** How a process ended, and what is wrong with what it left, or `null`. */
export type Kill = { readonly says: string | null; readonly acknowledged: number }

/**
 * Kills a process that records, at a moment that follows from the seed as far as a moment can, and
 * holds its file against what it had acknowledged until then.
 */
export const killTrial = async (seed: number, dir: string, victim: Victim): Promise<Kill> => {
  const { program, journal } = victim
  const path = join(dir, 'killed.jsonl')
  rmSync(path, { force: true })
  const dice = newDice()
  dice.set(seed, 0)
  const [acks, delayMs] = [1 + dice.below(200), dice.oneOf([0, 0, 1, 3, 7])]
  const child = spawn(process.execPath, [program, path, String(quotes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => child.on('close', done))
  let said = ''
  for await (const piece of child.stdout) {
    said += String(piece)
    if (child.killed || said.split('\n').length <= acks) continue
    await wait(delayMs)
    child.kill('SIGKILL')
  }
  await ended
  const last = said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1) ?? ''
  const [seq = 0, bytes = 0] = last.split(' ').map(Number)
  const found = readFileSync(path)
  const says =
    leftComplaint(journal, found, seq, bytes) ??
    recoveryComplaint({ path, found, journal, out: dir }, ['tail', 'upto'])
  const at = `kill ${String(seed)}, after line ${String(seq)} was acknowledged`
  return { says: says === null ? null : `${at}: ${says}`, acknowledged: seq }
}

const leftComplaint = (
  { bytes: whole, ends }: Recorded,
  found: Buffer,
  seq: number,
  bytes: number,
): string | null => {
  if (seq === 0) return 'nothing was ever acknowledged'
  if (ends[seq] !== bytes)
    return `${String(bytes)} bytes were acknowledged, not ${String(ends[seq])}`
  if (found.length < bytes)
    return `only ${String(found.length)} of ${String(bytes)} bytes are there`
  return whole.subarray(0, found.length).equals(found) ? null : 'the file is no prefix'
}
