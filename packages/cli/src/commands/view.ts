import type { Command } from 'commander'
import { Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { PageAssets } from '../pages/page-assets'
import { pageAssets } from '../pages/page-assets'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { hearInterruption } from '../shell/interruption'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import { deliver, failedOutcome } from '../shell/outcome'
import { timeOption } from '../shell/time-option'
import { warningOn } from '../shell/warning-on'
import type { ViewOptions as Opening } from '../viewer/open-viewing'
import { openViewing } from '../viewer/open-viewing'
import { newTurns } from '../viewer/turns'
import { viewQuestions } from '../viewer/view-questions'
import { startViewServer } from '../viewer/view-server'
import type { Viewing } from '../viewer/viewing'

type ViewOptions = Opening & { readonly port: number; readonly json?: true }

/** `shadowtape view`: a recorded session in a browser, forward and back, while this runs. */
export const viewCommand = (run: Run): Command =>
  newCommand('view', 'go through a recorded session in a browser, on this machine alone', [
    'shadowtape view session.jsonl',
    'shadowtape view session.jsonl --at +30s',
    'shadowtape view run/ --port 8001 --json | jq -r .url',
  ])
    .argument('<journal>', 'the journal to go through; it may still be written to')
    .addOption(parsedOption('--seq <n>', 'begin after this line', countOption(1, seqMax)))
    .addOption(
      new Option('--at <time>', 'begin at a time: UTC, or +12.5s from the start')
        .argParser(timeOption)
        .conflicts('seq'),
    )
    .addOption(
      parsedOption('--port <n>', 'serve the page there; 0: any', countOption(0, 65_535), '0'),
    )
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print where the page is as JSON')
    .addHelpText('after', whereHelp)
    .action((path: string, options: ViewOptions) => {
      run(view(path, options))
    })

const seqMax = Number.MAX_SAFE_INTEGER

const whereHelp = `
The page is had by who knows its address, from this machine alone. Ctrl-C ends it, with 0.`

/** Serves a journal's page until it is asked to end. */
export const view =
  (path: string, options: ViewOptions): CliCommand =>
  (env) =>
  async () => {
    const viewing = await openViewing(path, options, env)
    if (isLeft(viewing)) return deliver(env, options, viewing.left)
    const assets = assetsOf()
    const served = isLeft(assets)
      ? assets
      : await servedUntilAsked(viewing.right, assets.right, options, env)
    if (!isLeft(served)) return right(undefined)
    return deliver(env, options, failedOutcome(path, 'not served', served.left))
  }

/** A program that was not built says so before it serves half a page. */
const assetsOf = (): Either<Failure, PageAssets> => {
  try {
    return right(pageAssets('view-page'))
  } catch (error) {
    return left(failure('Failed', `Error: ${error instanceof Error ? error.message : ''}`))
  }
}

const servedUntilAsked = async (
  viewing: Viewing,
  assets: PageAssets,
  { port, json }: ViewOptions,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  const shared = { viewing, assets, turns: newTurns(), ...viewQuestions(viewing) }
  const heard = hearInterruption()
  try {
    const server = await startViewServer({ port, ...shared, warn: warningOn(env) })
    if (isLeft(server)) return left(failure('Failed', `Error: --port: ${server.left}.`))
    const { url, close } = server.right
    env.print(json === true ? `${JSON.stringify({ url })}\n` : servingText(url, viewing))
    while (!heard.isAsked()) await heard.sleep(longMs)
    await close()
    return right(undefined)
  } finally {
    heard.stop()
  }
}

/** As long as a timer may be. */
const longMs = 2 ** 31 - 1

const servingText = (url: string, { path }: Viewing): string =>
  `${url}\nThis is ${path} for a browser on this machine, and only that; Ctrl-C ends it.\n`
