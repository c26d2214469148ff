import { fileFailureText } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import type { AnchorOptions, HeldAnchor } from '../anchors/held-anchor'
import { anchorFailure, heldAnchor } from '../anchors/held-anchor'
import { hashedPrefix } from '../anchors/hashed-prefix'
import { journalFailure } from '../journals/journal-failure'
import type { Scan } from '../journals/scan-journal'
import { scanJournal, sealsOf } from '../journals/scan-journal'
import { bytesText, grouped, perSecond, quantity } from '../reports/quantity-text'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type VerifyOptions = AnchorOptions & { readonly json?: true }

/** `shadowtape verify`: whether the file is what was written. */
export const verifyCommand = (run: Run): Command =>
  newCommand('verify', "check a journal's bytes: CRCs, seals, seq, time, beginning and end", [
    'shadowtape verify session.jsonl',
    'shadowtape verify session.jsonl --json',
    'shadowtape verify session.jsonl --anchor session.anchor',
  ])
    .argument('<journal>', 'the journal to check')
    .option('--anchor <file>', 'hold it to an anchor that was kept elsewhere')
    .option('--public-key <file>', 'the Ed25519 public key (PEM) that must have signed the anchor')
    .option('--json', 'print the result as JSON')
    .action((path: string, options: VerifyOptions) => {
      run(verify(path, options))
    })

/** Checks every byte of a journal. Nothing is decoded that the check does not need. */
export const verify =
  (path: string, options: VerifyOptions): CliCommand =>
  (env) =>
  () =>
    Promise.resolve(deliver(env, options, verified(path, options, env)))

const verified = (path: string, options: VerifyOptions, env: CliEnv): Outcome => {
  const held = heldAnchor(options)
  if (isLeft(held)) return failedOutcome(path, 'no anchor', held.left)
  const anchor = held.right
  const hashed = anchor === null ? null : hashedPrefix(anchor.anchor.bytes)
  const progress = progressOn(env, 'verifying')
  const started = performance.now()
  const scanned = scanJournal(path, progress.tick, hashed?.feed)
  progress.finish()
  if (isLeft(scanned))
    return failedOutcome(path, 'unreadable', failure('Failed', `${fileFailureText(scanned.left)}.`))
  const scan = scanned.right
  const failed = journalFailure(path, scan)
  if (failed === null && env.isTerminal.stderr)
    env.remark(rateText(scan, (performance.now() - started) / 1_000))
  const json = { ...figures(path, scan), line: failed?.line ?? null, field: failed?.field ?? null }
  if (failed !== null)
    return { text: '', json: { ...json, verdict: failed.verdict }, failure: failed.failure }
  const other = anchor === null || hashed === null ? null : anchorFailure(path, anchor, hashed)
  if (other !== null) return { text: '', json: { ...json, verdict: 'rewritten' }, failure: other }
  const text = soundText(path, scan) + (anchor === null ? '' : anchoredText(anchor, scan))
  return { text, json: { ...json, verdict: 'sound' }, failure: null }
}

const anchoredText = ({ file, anchor, by }: HeldAnchor, { found }: Scan): string => {
  const since = found.lines - anchor.lines
  const grown = since === 0 ? '' : `, and ${quantity(since, 'line')} since`
  return `it is what ${file} anchors: ${quantity(anchor.lines, 'line')}${grown}; ${by}\n`
}

const figures = (file: string, { found }: Scan) => ({
  file,
  lines: found.lines,
  bytes: found.bytes,
  seals: sealsOf(found),
  sealed_up_to_seq: found.sealedLines,
  head: found.closed?.digest ?? null,
})

const soundText = (file: string, { found }: Scan): string =>
  `${file} is sound: ${quantity(found.lines, 'line')}, ${quantity(found.bytes, 'byte')}, ` +
  `${quantity(sealsOf(found), 'seal')}, head ${found.closed?.digest ?? ''}\n`

const rateText = ({ found }: Scan, seconds: number): string => {
  const lines = grouped(perSecond(found.lines, seconds))
  return `${lines} lines/s, ${bytesText(perSecond(found.bytes, seconds))}/s\n`
}
