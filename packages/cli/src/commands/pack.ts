import { isRunDirectory } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { fileOutcome, scanOutcome } from '../journals/scan-outcome'
import { packRun } from '../packs/pack-run'
import { quantity } from '../reports/quantity-text'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'

type PackOptions = { readonly level: number; readonly json?: true }

/** `shadowtape pack`: the finished segments of a run directory, as gzip files. */
export const packCommand = (run: Run): Command =>
  newCommand('pack', 'compress the finished segments of a run directory, each as gzip', [
    'shadowtape pack run/',
    'shadowtape pack run/ --level 1 && zcat run/*.gz | head',
  ])
    .argument('<directory>', 'the run directory')
    .addOption(parsedOption('--level <n>', 'from 1, fast, to 9, small', countOption(1, 9), '6'))
    .option('--json', 'print the result as JSON')
    .action((path: string, options: PackOptions) => {
      run(pack(path, options))
    })

/** Packs what is finished of a run directory; every command reads it as before. */
export const pack =
  (path: string, options: PackOptions): CliCommand =>
  (env) =>
  () =>
    Promise.resolve(deliver(env, options, packed(path, options, env)))

const packed = (path: string, { level }: PackOptions, env: CliEnv): Outcome => {
  if (!isRunDirectory(path)) {
    const says = `Error: ${path} is no run directory; pack a single file with gzip`
    return failedOutcome(path, 'not packed', failure('Usage', says))
  }
  const done = packRun(path, level)
  if (isLeft(done)) {
    if (done.left !== 'NotSound') return fileOutcome(path, done.left)
    const says = `${path} is damaged, and is left as it is; doctor says more.`
    return scanOutcome(path, env) ?? failedOutcome(path, 'damaged', failure('Failed', says))
  }
  const { segments, bytes, packedBytes } = done.right
  const ratio = packedBytes === 0 ? '' : `, ${(bytes / packedBytes).toFixed(1)} to 1`
  return {
    text:
      `${path}: ${quantity(segments, 'segment')} packed, ${quantity(bytes, 'byte')}` +
      ` in ${quantity(packedBytes, 'byte')}${ratio}\n`,
    json: { file: path, verdict: 'packed', segments, bytes, packed_bytes: packedBytes },
    failure: null,
  }
}
