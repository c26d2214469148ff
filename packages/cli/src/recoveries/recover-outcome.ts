import { writeFileSync } from 'node:fs'

import type { FileFailure } from '@shadowtape/adapters'
import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { faultText, journalFailure } from '../journals/journal-failure'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import { scanJournal } from '../journals/scan-journal'
import { quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import { sortedJson } from '../shell/sorted-json'
import { copyBytes, writing } from './copy-bytes'
import type { Damage } from './damage'
import { damageOf } from './damage'
import type { Salvaged } from './salvage'
import { salvage } from './salvage'
import { tornTailRefusal } from './torn-tail'

/** How much of a damaged journal is to be had, by the names of the design. */
export const recoveryModes = ['strict', 'tail', 'upto', 'salvage'] as const
/** One of them. */
export type RecoveryMode = (typeof recoveryModes)[number]

/** What a recovery is asked to do. */
export type RecoveryPlan = {
  readonly path: string
  readonly mode: RecoveryMode
  readonly out: string
  readonly ifExists: 'refuse' | 'replace'
}

/** Where the bytes that were cut are kept, beside what was recovered. */
export const cutOf = (out: string): string => `${out}.cut`
/** Where it is recorded what a recovery did. */
export const recordOf = (out: string): string => `${out}.recovery.json`

/** Recovers a journal into a new file, and checks that file before it says so. */
export const recoverOutcome = (plan: RecoveryPlan, env: CliEnv): Outcome => {
  const { path, mode } = plan
  const progress = progressOn(env, 'looking')
  const looked = damageOf(path, progress.tick)
  progress.finish()
  if (isLeft(looked)) return fileOutcome(path, looked.left)
  const damage = looked.right
  const wrong = journalFailure(path, damage.scan)
  if (wrong === null) return nothingToDo(path, damage)
  if (mode === 'strict' || wrong.failure.type === 'Incompatible') return damageOutcome(path, wrong)
  if (mode === 'salvage') return salvaged(plan, damage)
  if (damage.lines === 0) {
    const says = `${wrong.failure.says}\nNo line before it is sound, so there is nothing to keep.`
    return damageOutcome(path, { ...wrong, failure: failure('Failed', says) })
  }
  if (mode === 'tail') {
    const refused = noTornTail(path, damage)
    if (refused !== null) return refused
  }
  return cut(plan, damage)
}

const nothingToDo = (path: string, { scan }: Damage): Outcome => ({
  text:
    `${path} is sound and complete: ${quantity(scan.found.lines, 'line')};` +
    ' nothing to recover.\n',
  json: { file: path, verdict: 'sound', lines: scan.found.lines, bytes: scan.bytes, out: null },
  failure: null,
})

const noTornTail = (path: string, damage: Damage): Outcome | null => {
  const refusal = tornTailRefusal(path, damage)
  if (refusal === null) return null
  const says =
    `${refusal.says}, and --mode tail does not touch it.` +
    `\n--mode upto keeps what is before it; --mode salvage all that can be read.`
  const { line, soundBehind } = refusal
  return {
    ...failedOutcome(path, 'corrupt', failure('Failed', says)),
    json: { file: path, verdict: 'corrupt', line, sound_behind: soundBehind },
  }
}

/** Keeps what stands before the first defect, and the rest beside it. */
const cut = (plan: RecoveryPlan, damage: Damage): Outcome => {
  const { path, out, mode, ifExists } = plan
  const { lines, bytes, scan } = damage
  const cutBytes = damage.size - bytes
  const kept = copyBytes(path, 0, bytes, { path: out, ifExists })
  if (isLeft(kept)) return notWritten(path, kept.left)
  if (cutBytes > 0) {
    const beside = copyBytes(path, bytes, damage.size, { path: cutOf(out), ifExists })
    if (isLeft(beside)) return notWritten(path, beside.left)
  }
  const facts = {
    ...{ file: path, mode, out, lines, bytes, cut_bytes: cutBytes },
    cut: cutBytes > 0 ? cutOf(out) : null,
    first_defect: scan.fault === null ? null : faultText(path, scan.fault),
  }
  const isClosed = scan.found.closed !== null && lines === scan.found.lines
  const written = verified(out, { lines, isClosed })
  if (written !== null) return written
  const recorded = record(out, facts)
  if (isLeft(recorded)) return notWritten(path, recorded.left)
  const text =
    `${out}: ${quantity(lines, 'line')} of ${quantity(bytes, 'byte')}, read back and sound` +
    `${isClosed ? '' : '; it has no close'}.\n`
  const says =
    `${quantity(cutBytes, 'byte')} were cut off ${path}; they are in ${cutOf(out)},` +
    ` and ${recordOf(out)} says what was done.`
  return {
    text,
    json: { ...facts, verdict: cutBytes > 0 ? 'recovered with loss' : 'recovered' },
    failure: cutBytes > 0 ? failure('Lossy', says) : null,
  }
}

const salvaged = (plan: RecoveryPlan, { scan }: Damage): Outcome => {
  const { path, out, mode, ifExists } = plan
  const done = writing<Salvaged | 'NoHeader'>({ path: out, ifExists }, (writer) => {
    const got = salvage(path, writer)
    if (!isLeft(got)) return got
    return got.left.type === 'NoHeader' ? right('NoHeader' as const) : left(got.left)
  })
  if (isLeft(done)) return notWritten(path, done.left)
  if (done.right === 'NoHeader') {
    const says = `${path}: its first line is no sound header, and without one nothing can be read.`
    return failedOutcome(path, 'no header', failure('Failed', `${says} ${out} is left empty.`))
  }
  const { kept, written: lines, gaps, bytesLost, isClosed } = done.right
  const wrong = verified(out, { lines, isClosed })
  if (wrong !== null) return wrong
  const facts = {
    ...{ file: path, mode, out, lines, kept_lines: kept, gaps, lost_bytes: bytesLost },
    first_defect: scan.fault === null ? null : faultText(path, scan.fault),
    closed: isClosed,
  }
  const recorded = record(out, facts)
  if (isLeft(recorded)) return notWritten(path, recorded.left)
  return {
    text:
      `${out}: ${quantity(kept, 'line')} of ${path}, numbered and sealed anew,` +
      ` read back and sound${isClosed ? '' : '; it has no close'}.\n`,
    json: { ...facts, verdict: 'salvaged' },
    failure: failure(
      'Lossy',
      `${quantity(gaps, 'gap')}, ${quantity(bytesLost, 'byte')} that could not be read;` +
        ` a LinesLost line says where. What is lost cannot be replayed: cat, info, export and` +
        ` verify read ${out}, replay refuses it.`,
    ),
  }
}

/** Reads a recovery back: what was written must be found sound, to its last line. */
const verified = (
  out: string,
  { lines, isClosed }: { readonly lines: number; readonly isClosed: boolean },
): Outcome | null => {
  const scan = scanJournal(out, () => undefined)
  if (isLeft(scan)) return fileOutcome(out, scan.left)
  const { found, fault, tornBytes } = scan.right
  const isSound =
    fault === null &&
    tornBytes === 0 &&
    found.lines === lines &&
    (found.closed !== null) === isClosed
  if (isSound) return null
  const why = fault === null ? `it has ${quantity(found.lines, 'line')}` : faultText(out, fault)
  const says = `${out} was not written as it should be: ${why}. Do not rely on it.`
  return failedOutcome(out, 'not written', failure('Failed', says))
}

const record = (out: string, facts: object): Either<FileFailure, void> => {
  const path = recordOf(out)
  try {
    writeFileSync(path, `${sortedJson(facts, 'indented')}\n`)
    return right(undefined)
  } catch (error) {
    return left(fileFailure(path, 'write', error))
  }
}

const notWritten = (path: string, failed: FileFailure): Outcome =>
  failedOutcome(path, 'not written', failure('Failed', `${fileFailureText(failed)}.`))
