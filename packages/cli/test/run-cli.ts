import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

/** What a command that a person typed came to. */
export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** How a command is typed: where, and with which variables set beside the usual ones. */
export type Typed = {
  readonly cwd?: string
  readonly variables?: Readonly<Record<string, string>>
}

const main = resolve(__dirname, '..', 'src', 'main.ts')
const tsNode = require.resolve('ts-node/dist/bin')

/** What Node is given to run `shadowtape` from its sources with these arguments. */
export const cliArguments = (args: ReadonlyArray<string>): Array<string> => [tsNode, main, ...args]

/** Runs `shadowtape` from its sources in a process of its own. */
export const runCli = (args: ReadonlyArray<string>, { cwd, variables }: Typed = {}): Ran => {
  const { MM_FREEZE_UTC_ISO: _, ...usual } = process.env
  const ran = spawnSync(process.execPath, cliArguments(args), {
    cwd: cwd ?? process.cwd(),
    env: { ...usual, ...variables },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr }
}
