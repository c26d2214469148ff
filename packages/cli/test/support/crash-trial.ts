import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { newDice } from '../../../core/test/fuzz/dice'
import type { CrashRun, Scenario, Seen } from './crash-scenario'
import {
  anyScenario,
  crashPath,
  crashRun,
  crashRunPath,
  journalAmong,
  otherJournal,
} from './crash-scenario'
import type { CrashDisk, Files } from './crash-disk'
import type { Recorded } from './recovery-oracle'
import { recordedOf } from './recovery-oracle'
import { recoveryComplaint } from './recovery-complaint'
import { readersComplaint } from './readers-complaint'

/** The command that repeats one crash. */
export const repeating = (seed: number): string => `npm run crashes -- --only ${String(seed)}`

/** What a machine finds: no journal, one from before, all of it, or a damaged one. */
export type Kind = 'none' | 'another' | 'whole' | 'headless' | 'cut' | 'torn' | 'corrupt'

/** A crash, and what is wrong with what was made of it, or `null`. */
export type Trial = { readonly says: string | null; readonly kind: Kind }

/**
 * Crashes one session at a place, and in a way, that follow from the seed; puts what a machine
 * would find into a directory, and holds what is made of it against what was promised.
 */
export const crashTrial = async (seed: number, dir: string, seen?: Seen): Promise<Trial> => {
  const dice = newDice()
  dice.set(seed, 0)
  const scenario = anyScenario(dice)
  const { journal, calls } = uncrashed(scenario)
  const downAt = 1 + dice.below(calls + 1)
  const run = crashRun(scenario, downAt, seen)
  const isKilled = dice.isOneIn(6)
  const files = isKilled ? run.disk.killed() : run.disk.crashed(dice)
  const found = journalAmong(scenario, files)
  const kind = kindOf(found, journal)
  const says =
    promiseComplaint(run, scenario, journal) ??
    (isKilled ? killComplaint(run, found, journal) : nameComplaint(run, scenario, found)) ??
    (found === undefined || kind === 'another'
      ? null
      : await foundComplaint({ seed, run, scenario, journal, found, files, dir }))
  if (says === null) return { says, kind }
  const how = isKilled ? 'killed' : 'without power'
  const where = `seed ${String(seed)}, ${scenario.name}, ${how} in call ${String(downAt)}`
  return { says: `${where}: ${says}\n${repeating(seed)}`, kind }
}

const kindOf = (found: Buffer | undefined, journal: Recorded): Kind => {
  if (found === undefined) return 'none'
  if (found.equals(otherJournal)) return 'another'
  if (found.equals(journal.bytes)) return 'whole'
  const { lines, bytes } = journal.soundIn(found)
  if (lines === 0) return 'headless'
  if (bytes === found.length) return 'cut'
  return journal.lineBehind(found, lines, bytes) === null ? 'torn' : 'corrupt'
}

const known = new Map<string, { readonly journal: Recorded; readonly calls: number }>()

/** What a scenario comes to when nothing fails. */
const uncrashed = (scenario: Scenario): { readonly journal: Recorded; readonly calls: number } => {
  const before = known.get(scenario.name)
  if (before !== undefined) return before
  const { disk } = crashRun(scenario)
  const bytes = journalAmong(scenario, disk.killed()) ?? Buffer.alloc(0)
  const result = { journal: recordedOf(bytes), calls: disk.calls() }
  known.set(scenario.name, result)
  return result
}

/** What is sure to be there of a journal: its file, or its segments as far as none is missing. */
const sureIn = (disk: CrashDisk, { isRolling }: Scenario): Buffer | null => {
  if (!isRolling) return disk.durable(crashPath)
  const sure: Array<Buffer> = []
  for (let n = 1; ; n++) {
    const bytes = disk.durable(`${crashRunPath}/${String(n).padStart(6, '0')}.jsonl`)
    if (bytes === null) return sure.length === 0 ? null : Buffer.concat(sure)
    sure.push(bytes)
  }
}

/** A promise must be kept before it is made: by then the bytes are durable, and the name is. */
const promiseComplaint = (
  { disk, promisedSeq, durableBytes }: CrashRun,
  scenario: Scenario,
  journal: Recorded,
): string | null => {
  const sure = sureIn(disk, scenario)
  const isSure = durableBytes === 0 || (sure !== null && durableBytes <= sure.length)
  if (!isSure) return `${String(durableBytes)} bytes are not durable, but were said to be`
  const promised = journal.ends[promisedSeq] ?? Infinity
  if (promised > durableBytes) return `line ${String(promisedSeq)} was relied on too early`
  if (sure === null || sure.equals(otherJournal)) return null
  return journal.bytes.subarray(0, sure.length).equals(sure) ? null : 'other bytes are durable'
}

const killComplaint = (
  { writtenBytes }: CrashRun,
  found: Buffer | undefined,
  journal: Recorded,
): string | null => {
  if (found === undefined || found.equals(otherJournal))
    return writtenBytes === 0 ? null : 'a killed process left no file'
  if (found.length < writtenBytes) return 'what a killed process wrote is not all there'
  return journal.bytes.subarray(0, found.length).equals(found) ? null : 'it is no prefix'
}

const nameComplaint = (
  { disk }: CrashRun,
  scenario: Scenario,
  found: Buffer | undefined,
): string | null => {
  const { before } = scenario
  const isOld = found === undefined || (before.size > 0 && found.equals(otherJournal))
  const sure = sureIn(disk, scenario)
  if (!isOld || sure === null || sure.equals(otherJournal)) return null
  return 'the file is gone, or the one before is back'
}

type Found = {
  readonly seed: number
  readonly run: CrashRun
  readonly scenario: Scenario
  readonly journal: Recorded
  readonly found: Buffer
  readonly files: Files
  readonly dir: string
}

const foundComplaint = async (each: Found): Promise<string | null> => {
  const { seed, run, scenario, journal, found, files, dir } = each
  for (const name of ['made', 'made.jsonl', 'made.jsonl.snapshots', 'out'])
    rmSync(join(dir, name), { recursive: true, force: true })
  for (const [path, bytes] of files) {
    const at = join(dir, path.replace(dirname(crashPath), ''))
    mkdirSync(dirname(at), { recursive: true })
    writeFileSync(at, bytes)
  }
  mkdirSync(join(dir, 'out'))
  const path = join(dir, scenario.isRolling ? 'made' : 'made.jsonl')
  const complaint = recoveryComplaint({ path, found, journal, out: join(dir, 'out') })
  if (complaint !== null) return complaint
  const durable = sureIn(run.disk, scenario)?.length ?? 0
  if (journal.soundIn(found).bytes < durable) return 'what was durable is not recovered'
  return seed % 8 === 0 ? readersComplaint({ path, found, journal, out: join(dir, 'out') }) : null
}
