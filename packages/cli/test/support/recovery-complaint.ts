import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { isLeft } from 'fp-ts/Either'

import { journalFailure } from '../../src/journals/journal-failure'
import { scanJournal } from '../../src/journals/scan-journal'
import {
  cutOf,
  recordOf,
  recoverOutcome,
  recoveryModes,
} from '../../src/recoveries/recover-outcome'
import type { RecoveryMode } from '../../src/recoveries/recover-outcome'
import { exitCodes } from '../../src/shell/exit-codes'
import type { Recorded } from './recovery-oracle'
import { linesOfText } from './recovery-oracle'

/** A damaged journal on a real disk, the journal that it was, and where recoveries go. */
export type Damaged = {
  readonly path: string
  readonly found: Buffer
  readonly journal: Recorded
  readonly out: string
}

const quiet = {
  print: () => undefined,
  remark: () => undefined,
  isTerminal: { stdout: false, stderr: false },
  variables: {},
}

/** Whether a file is found to be a sound and closed journal. */
const isClean = (path: string): boolean => {
  const scan = scanJournal(path, () => undefined)
  return !isLeft(scan) && journalFailure(path, scan.right) === null
}

/** A recovery that was done in a mode. */
type Recovery = {
  readonly code: number
  readonly verdict: unknown
  readonly json: Readonly<Record<string, unknown>>
  readonly out: string
  /** What it wrote, or `null` where it wrote nothing. */
  readonly wrote: Buffer | null
}

/** Recovers a damaged journal for real; what was there before makes way. */
export const recovery = (
  { path, out }: Pick<Damaged, 'path' | 'out'>,
  mode: RecoveryMode,
): Recovery => {
  const to = join(out, `${mode}.jsonl`)
  for (const each of [to, cutOf(to), recordOf(to)]) rmSync(each, { force: true })
  const { json, failure } = recoverOutcome({ path, mode, out: to, ifExists: 'refuse' }, quiet)
  const wrote = existsSync(to) ? readFileSync(to) : null
  const code = exitCodes[failure?.type ?? 'Done']
  return { code, verdict: json['verdict'], json, out: to, wrote }
}

/** What can be had of a damaged journal, and where the first defect is. */
export type Expected = {
  readonly lines: number
  readonly faultLine: number
  /** The first whole line behind the defect, or in its place. */
  readonly behind: number | null
  readonly kept: ReadonlyArray<string> | null
}

const byOracle = ({ found, journal }: Damaged): Expected => {
  const { lines, bytes } = journal.soundIn(found)
  const behind = journal.lineBehind(found, lines, bytes)
  return { lines, faultLine: lines + 1, behind, kept: journal.keptIn(found) }
}

/** What is wrong with what recoveries make of a damaged journal, or `null`. */
export const recoveryComplaint = (
  damaged: Damaged,
  modes: ReadonlyArray<RecoveryMode> = recoveryModes,
  expected: Expected = byOracle(damaged),
): string | null => {
  const { path, found, journal } = damaged
  if (isClean(path) !== found.equals(journal.bytes)) return 'damaged, and verifies clean, or not'
  if (found.equals(journal.bytes)) return untouchedComplaint(damaged)
  for (const mode of modes) {
    const says = modeComplaint(damaged, mode, expected)
    if (says !== null) return says
  }
  return null
}

const modeComplaint = (damaged: Damaged, mode: RecoveryMode, expected: Expected): string | null => {
  const { lines, behind } = expected
  const got = recovery(damaged, mode)
  if (mode === 'strict')
    return got.code === 1 ? null : `strict ends with ${String(got.code)}, ${String(got.verdict)}`
  if (mode === 'salvage') return salvageComplaint(got, expected)
  if (mode === 'tail' && lines > 0 && behind !== null) return refusalComplaint(got, expected)
  return prefixComplaint(damaged, got, lines)
}

const untouchedComplaint = (damaged: Damaged): string | null => {
  for (const mode of ['strict', 'tail', 'upto', 'salvage'] as const) {
    const { code, verdict, wrote } = recovery(damaged, mode)
    if (code !== 0 || verdict !== 'sound' || wrote !== null) return `${mode} of a sound journal`
  }
  return null
}

/** What there is by `upto` or `tail`: just so many lines, and the rest beside; or no line. */
const prefixComplaint = (
  { found, journal }: Damaged,
  { code, verdict, out, wrote }: Recovery,
  lines: number,
): string | null => {
  const what = `${String(verdict)}, exit ${String(code)}`
  if (lines === 0) {
    const isNamed = ['damaged', 'cut short', 'not a journal'].includes(String(verdict))
    return code === 1 && isNamed && wrote === null ? null : `nothing is sound, but ${what}`
  }
  const bytes = journal.ends[lines] ?? 0
  const rest = found.subarray(bytes)
  if (code !== (rest.length === 0 ? 0 : 3)) return `${String(lines)} lines are sound, but ${what}`
  if (wrote?.equals(journal.bytes.subarray(0, bytes)) !== true)
    return `${out} has not the first ${String(lines)} lines, but ${String(wrote?.length)} bytes`
  if (rest.length === 0) return existsSync(cutOf(out)) ? 'nothing was cut, but kept beside' : null
  return readFileSync(cutOf(out)).equals(rest) ? null : 'what was cut is not what is beside'
}

/** A refusal by `tail`: it names the bad line, and the sound one behind it. */
const refusalComplaint = (
  { code, verdict, json, wrote }: Recovery,
  { faultLine, behind }: Expected,
): string | null => {
  const isNamed = json['line'] === faultLine && json['sound_behind'] === behind
  if (code === 1 && verdict === 'corrupt' && isNamed && wrote === null) return null
  return `tail of corruption in ${String(faultLine)}: ${JSON.stringify({ code, ...json })}`
}

/** What there is by `salvage`: sound, with every line that is whole and in its order. */
const salvageComplaint = (
  { code, verdict, json, out, wrote }: Recovery,
  { lines, kept }: Expected,
): string | null => {
  if (lines === 0 && json['kept_lines'] === undefined) {
    const isNothing = verdict === 'no header' && wrote?.length === 0
    return code === 1 && isNothing && kept === null
      ? null
      : `salvage of nothing: ${String(verdict)}`
  }
  if (code !== 3 || wrote === null) return `salvage ends with ${String(code)}, ${String(verdict)}`
  const scan = scanJournal(out, () => undefined)
  const isSound = !isLeft(scan) && scan.right.fault === null && scan.right.tornBytes === 0
  if (!isSound) return 'what was salvaged is not sound'
  if (json['closed'] === true && !isClean(out)) return 'what was salvaged is not clean'
  if (kept === null) return Number(json['kept_lines']) < lines ? 'less than a prefix' : null
  if (json['kept_lines'] !== kept.length)
    return `salvage keeps ${String(json['kept_lines'])} lines, not ${String(kept.length)}`
  const written = linesOfText(wrote.toString('latin1'))
  const isSame = sayings(written).join('\n') === sayings(kept).join('\n')
  return isSame ? null : 'what was salvaged says something else'
}

/** What lines say but for their numbers, causes and CRCs; those that are made anew are left out. */
const sayings = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines
    .filter(
      (line) =>
        !/"type":"(LinesLost|Sealed|SegmentOpened|SessionOpened|SessionClosed)(@\d+)?"/.test(line),
    )
    .map((line) => line.slice(line.indexOf('"type":'), line.lastIndexOf(',"crc":')))
