import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { isLeft } from 'fp-ts/Either'

import { journalFailure } from '../../src/journals/journal-failure'
import { scanJournal } from '../../src/journals/scan-journal'
import { cutOf, recordOf, recoverOutcome } from '../../src/recoveries/recover-outcome'
import type { RecoveryMode } from '../../src/recoveries/recover-outcome'
import { exitCodes } from '../../src/shell/exit-codes'
import type { Recorded } from './recovery-oracle'

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
export const recovery = ({ path, out }: Pick<Damaged, 'path' | 'out'>, mode: RecoveryMode) => {
  const to = join(out, `${mode}.jsonl`)
  for (const each of [to, cutOf(to), recordOf(to)]) rmSync(each, { force: true })
  const { json, failure } = recoverOutcome({ path, mode, out: to, ifExists: 'refuse' }, quiet)
  const wrote = existsSync(to) ? readFileSync(to) : null
  const code = exitCodes[failure?.type ?? 'Done']
  return { code, verdict: json['verdict'], json, out: to, wrote }
}

/** What is wrong with what recoveries make of a damaged journal, or `null`. */
export const recoveryComplaint = (damaged: Damaged): string | null => {
  const { path, found, journal } = damaged
  if (isClean(path) !== found.equals(journal.bytes)) return 'damaged, and verifies clean, or not'
  if (found.equals(journal.bytes)) return untouchedComplaint(damaged)
  const sound = journal.soundIn(found)
  const behind = journal.lineBehind(found, sound.lines, sound.bytes)
  const { code, verdict } = recovery(damaged, 'strict')
  if (code !== 1) return `strict ends with ${String(code)}, ${String(verdict)}`
  return (
    prefixComplaint(damaged, recovery(damaged, 'upto'), sound.lines) ??
    (behind === null || sound.lines === 0
      ? prefixComplaint(damaged, recovery(damaged, 'tail'), sound.lines)
      : refusalComplaint(recovery(damaged, 'tail'), sound.lines + 1, behind)) ??
    salvageComplaint(damaged, recovery(damaged, 'salvage'), sound.lines)
  )
}

const untouchedComplaint = (damaged: Damaged): string | null => {
  for (const mode of ['strict', 'tail', 'upto', 'salvage'] as const) {
    const { code, verdict, wrote } = recovery(damaged, mode)
    if (code !== 0 || verdict !== 'sound' || wrote !== null) return `${mode} of a sound journal`
  }
  return null
}

/** What there is by `upto` or `tail`: just so many lines, and the rest beside; or no line. */
export const prefixComplaint = (
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
  line: number,
  behind: number,
): string | null => {
  const isNamed = json['line'] === line && json['sound_behind'] === behind
  if (code === 1 && verdict === 'corrupt' && isNamed && wrote === null) return null
  return `tail of corruption in ${String(line)}: ${JSON.stringify({ code, ...json })}`
}

/** What there is by `salvage`: sound, with at least all that stands before the first defect. */
const salvageComplaint = (
  { journal }: Damaged,
  { code, verdict, json, out, wrote }: Recovery,
  lines: number,
): string | null => {
  if (lines === 0) {
    const isNamed = ['no header', 'not a journal'].includes(String(verdict))
    const isNothing = wrote === null || wrote.length === 0
    return code === 1 && isNamed && isNothing ? null : `salvage of nothing: ${String(verdict)}`
  }
  if (code !== 3 || wrote === null) return `salvage ends with ${String(code)}, ${String(verdict)}`
  const kept = Number(json['kept_lines'])
  if (kept < lines || kept > journal.lines.length) return `salvage keeps ${String(kept)} lines`
  if (json['closed'] === true && !isClean(out)) return 'what was salvaged is not clean'
  const scan = scanJournal(out, () => undefined)
  const isSound = !isLeft(scan) && scan.right.fault === null && scan.right.tornBytes === 0
  return isSound ? null : 'what was salvaged is not sound'
}
