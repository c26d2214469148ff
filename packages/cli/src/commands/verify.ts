import { fileFailureText } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

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

type VerifyOptions = { readonly json?: true }

/** `shadowtape verify`: whether the file is what was written. */
export const verifyCommand = (run: Run): Command =>
  newCommand('verify', "check a journal's bytes: CRCs, seals, seq, time, beginning and end", [
    'shadowtape verify session.jsonl',
    'shadowtape verify session.jsonl --json',
  ])
    .argument('<journal>', 'the journal to check')
    .option('--json', 'print the result as JSON')
    .action((path: string, options: VerifyOptions) => {
      run(verify(path, options))
    })

/** Checks every byte of a journal. Nothing is decoded that the check does not need. */
export const verify =
  (path: string, options: VerifyOptions): CliCommand =>
  (env) =>
  () =>
    Promise.resolve(deliver(env, options, verified(path, env)))

const verified = (path: string, env: CliEnv): Outcome => {
  const progress = progressOn(env, 'verifying')
  const started = performance.now()
  const scanned = scanJournal(path, progress.tick)
  progress.finish()
  if (isLeft(scanned))
    return failedOutcome(path, 'unreadable', failure('Failed', `${fileFailureText(scanned.left)}.`))
  const scan = scanned.right
  const failed = journalFailure(path, scan)
  if (failed === null && env.isTerminal.stderr)
    env.remark(rateText(scan, (performance.now() - started) / 1_000))
  const json = { ...figures(path, scan), line: failed?.line ?? null, field: failed?.field ?? null }
  return failed === null
    ? { text: soundText(path, scan), json: { ...json, verdict: 'sound' }, failure: null }
    : { text: '', json: { ...json, verdict: failed.verdict }, failure: failed.failure }
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
