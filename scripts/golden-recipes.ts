import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { isLeft } from 'fp-ts/Either'

import { program } from '../packages/cli/src/program'
import type { CliCommand } from '../packages/cli/src/shell/cli-env'

/** How a golden journal is made: a command, typed at a fixed time. */
export type GoldenRecipe = {
  readonly file: string
  readonly args: ReadonlyArray<string>
  readonly utc: string
}

/** Where golden journals are kept. */
export const goldensFolder = resolve(__dirname, '..', 'journals')

const stories: ReadonlyArray<readonly [string, string]> = [
  ['normal', '--symbols BTCUSDT,ETHUSDT --iterations 10 --edge-threshold 1.5'],
  ['freeze', '--symbols BTCUSDT --iterations 20 --edge-threshold 8.0 --fill-rate 0.9'],
  [
    'mass-cancel',
    '--symbols BTCUSDT,ETHUSDT --iterations 30 --max-inv 5000 --max-total 8000 --edge-threshold 1.0 --fill-rate 0.95',
  ],
]

const modes = ['shadow', 'dryrun']

const recipe = (file: string, command: string): GoldenRecipe => ({
  file,
  args: command.split(' '),
  utc: '2025-10-27T20:36:17Z',
})

/** The recipe of every golden journal. */
export const goldenRecipes: ReadonlyArray<GoldenRecipe> = [
  ...stories.flatMap(([story, options]) =>
    modes.map((mode) =>
      recipe(
        `exec-demo-${story}-${mode}.jsonl`,
        `exec-demo --shadow --exchange bybit --mode ${mode} ${options}`,
      ),
    ),
  ),
  recipe(
    'exec-demo-fake-dryrun.jsonl',
    'exec-demo --shadow --exchange fake --mode dryrun --iterations 20 --reject-rate 0.2 --partial-fill-rate 0.5',
  ),
  recipe('market-maker-freeze.jsonl', 'demo --symbols BTCUSDT --calm 6 --seed 1'),
]

/** What a person types, in the project's root, to make a golden journal. */
export const commandOf = ({ file, args, utc }: GoldenRecipe): string =>
  `MM_FREEZE_UTC_ISO=${utc} npx shadowtape ${args.join(' ')} --journal journals/${file} --force`

/** Makes a golden journal in a folder, replacing what is there. */
export const makeGolden = async ({ file, args, utc }: GoldenRecipe, folder: string) => {
  const chosen: Array<CliCommand> = []
  const typed = [...args, '--journal', join(folder, file), '--force']
  await program((command) => chosen.push(command)).parseAsync(typed, { from: 'user' })
  const done = await chosen[0]?.({
    print: () => undefined,
    remark: () => undefined,
    isTerminal: { stdout: false, stderr: false },
    variables: { MM_FREEZE_UTC_ISO: utc },
  })()
  if (done === undefined || isLeft(done)) throw new Error(`${file}: ${done?.left.says ?? 'no run'}`)
}

/** Journals in a folder that no recipe makes; a demo's own are not goldens. */
export const orphansIn = (folder: string): ReadonlyArray<string> => {
  const made = new Set(goldenRecipes.map(({ file }) => file))
  return readdirSync(folder).filter(
    (file) => file.endsWith('.jsonl') && !file.startsWith('demo') && !made.has(file),
  )
}

/** How a made journal differs from the one that is kept, in words; `null` where it does not. */
export const differenceOf = (file: string, kept: string, made: string): string | null => {
  const was = textOf(kept)
  const is = textOf(made)
  if (was === null) return `${file}: it is not in ${kept}`
  if (was === is) return null
  const { line, there, here } = firstDifferentLine(was, is ?? '')
  return [
    `${file}: line ${String(line)} is not what the recipe makes`,
    `  kept: ${there}`,
    `  made: ${here}`,
  ].join('\n')
}

/** The first line in which two different texts differ, and what it is in each. */
export const firstDifferentLine = (there: string, here: string) => {
  const [thereLines, hereLines] = [there.split('\n'), here.split('\n')]
  const at = hereLines.findIndex((line, i) => line !== thereLines[i])
  const line = at < 0 ? hereLines.length : at
  const lineOf = (lines: ReadonlyArray<string>): string => lines[line] ?? '(no line)'
  return { line: line + 1, there: lineOf(thereLines), here: lineOf(hereLines) }
}

const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return null
  }
}
