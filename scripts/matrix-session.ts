import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import { program } from '../packages/cli/src/program'
import type { CliCommand } from '../packages/cli/src/shell/cli-env'
import { goldenRecipes } from './golden-recipes'

/** What draws, rounds, keeps averages and waits: over a made-up market, twice. */
const overTheMarket: Readonly<Record<string, string>> = {
  'run-queue.jsonl':
    '--param fair=microprice --param volFactor=1 --param imbalanceBps=1 --param layers=3' +
    ' --fill-model queue --queue-model power --queue-power 1.5 --feed-latency lognormal:5,0.3' +
    ' --entry-latency normal:5,1 --response-latency lognormal:5,0.3 --edge markout' +
    ' --edge-mean ewma --rule order-rate=20/1s --snapshot-lines 500',
  'run-fake.jsonl': '--strategy two-sided --exchange fake --reject-rate 0.2 --edge demo',
}

/** Types a command and keeps what it prints beside the journal; nobody looks at its remarks. */
const typed = async (args: ReadonlyArray<string>, utc: string, report?: string) => {
  const chosen: Array<CliCommand> = []
  let printed = ''
  await program((command) => chosen.push(command)).parseAsync([...args], { from: 'user' })
  const done = await chosen[0]?.({
    print: (text) => {
      printed += text
    },
    remark: () => undefined,
    isTerminal: { stdout: false, stderr: false },
    variables: { MM_FREEZE_UTC_ISO: utc },
  })()
  if (done === undefined || isLeft(done))
    throw new Error(`${args.join(' ')}: ${done?.left.says ?? 'there is no such command'}`)
  if (report !== undefined) writeFileSync(report, printed)
}

/** Makes every session, and replays every journal, into the folder this process is in. */
const makeAll = async (journals: string): Promise<void> => {
  for (const { file, args, utc } of goldenRecipes)
    await typed([...args, '--journal', file], utc, `${file}.report`)
  const market = { ...generatedPlan, calmUs: 6_000_000, toxicUs: 6_000_000 }
  await writeGeneratedCapture(market, 'market.capture', 'refuse')()
  for (const [file, options] of Object.entries(overTheMarket)) {
    const args = ['run', '--capture', 'market.capture', '--journal', file, ...options.split(' ')]
    await typed(args, goldenRecipes[0]?.utc ?? '', `${file}.report`)
  }
  mkdirSync('replayed')
  for (const path of [...journalsIn(journals), ...Object.keys(overTheMarket)])
    await typed(
      ['replay', path, '--out', join('replayed', path.split(/[\\/]/).slice(-2).join('-'))],
      '',
    )
}

const journalsIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])(?!demo)[^\\/]*\.jsonl$/.test(file))
    .map((file) => join(folder, file))

/** Two runs in one process, and what it says of where it runs. */
const runTwice = async (journals: string, folder: string): Promise<void> => {
  for (const nth of ['first', 'second']) {
    mkdirSync(join(folder, nth), { recursive: true })
    process.chdir(join(folder, nth))
    await makeAll(journals)
  }
  const local = `${new Date(0).toLocaleString()}, ${(1234.5).toLocaleString()}`
  process.stdout.write(JSON.stringify({ version: process.version, local }))
}

const [journals = '', folder = ''] = process.argv.slice(2)
void runTwice(journals, folder)
