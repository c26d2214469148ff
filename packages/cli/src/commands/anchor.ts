import { fileFailureText, signerOf } from '@shadowtape/adapters'
import type { Signer } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import type { Anchor } from '../anchors/anchor'
import { anchorText, signedText } from '../anchors/anchor'
import { hashedPrefix } from '../anchors/hashed-prefix'
import { journalFailure } from '../journals/journal-failure'
import { scanJournal } from '../journals/scan-journal'
import { quantity } from '../reports/quantity-text'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type AnchorOptions = { readonly key?: string; readonly json?: true }

/** `shadowtape anchor`: a journal's head, for keeping where nobody who could rewrite it can. */
export const anchorCommand = (run: Run): Command =>
  newCommand('anchor', "print a journal's head, for keeping elsewhere; verify --anchor checks it", [
    'shadowtape anchor session.jsonl > session.anchor',
    'shadowtape anchor session.jsonl --key key.pem > session.anchor',
    'shadowtape verify session.jsonl --anchor session.anchor --public-key key.pub',
  ])
    .argument('<journal>', 'the journal; one that is still written is anchored as far as it goes')
    .option('--key <file>', 'sign it with an Ed25519 private key (PEM)')
    .option('--json', 'print the anchor as JSON')
    .action((path: string, options: AnchorOptions) => {
      run(anchor(path, options))
    })

/** Anchors a journal that is sound as far as it goes. */
export const anchor =
  (path: string, options: AnchorOptions): CliCommand =>
  (env) =>
  () =>
    Promise.resolve(deliver(env, options, anchored(path, options, env)))

const anchored = (path: string, { key }: AnchorOptions, env: CliEnv): Outcome => {
  const signer = key === undefined ? null : signerOf(key)
  if (signer !== null && isLeft(signer))
    return failedOutcome(path, 'no key', failure('Usage', `Error: --key ${signer.left}.`))
  const hashed = hashedPrefix()
  const progress = progressOn(env, 'anchoring')
  const scanned = scanJournal(path, progress.tick, hashed.feed)
  progress.finish()
  if (isLeft(scanned))
    return failedOutcome(path, 'unreadable', failure('Failed', `${fileFailureText(scanned.left)}.`))
  const { found } = scanned.right
  const failed = journalFailure(path, scanned.right)
  if (failed !== null && failed.verdict !== 'cut short')
    return failedOutcome(path, failed.verdict, failed.failure)
  if (found.lines === 0)
    return failedOutcome(path, 'cut short', failure('Failed', `${path} has no whole line yet.`))
  if (failed !== null)
    env.remark(`${path} is not closed: this anchors its ${quantity(found.lines, 'line')} so far\n`)
  const head = { lines: found.lines, bytes: hashed.bytes(), ...hashed.digests() }
  const made = signedBy(head, signer === null ? null : signer.right)
  return { text: anchorText(made), json: anchorJson(path, made), failure: null }
}

const signedBy = (head: Omit<Anchor, 'signature'>, signer: Signer | null): Anchor => {
  if (signer === null) return { ...head, signature: null }
  const signature = signer.sign(Buffer.from(signedText(head)))
  return { ...head, signature: { publicKey: signer.publicKey, signature } }
}

const anchorJson = (file: string, { origin, lines, bytes, digest, signature }: Anchor) => ({
  file,
  verdict: 'anchored',
  ...{ origin, lines, bytes, digest },
  public_key: signature?.publicKey ?? null,
  signature: signature?.signature ?? null,
})
