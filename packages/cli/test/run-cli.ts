import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

/** What a command that a person typed came to. */
export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** How a command is typed: where, and with which variables set beside the usual ones. */
export type Typed = {
  readonly cwd?: string
  readonly variables?: Readonly<Record<string, string>>
}

const program = resolve(__dirname, '..', 'bin', 'shadowtape.cjs')

/** What Node is given to run `shadowtape`, bundled from its sources, with these arguments. */
export const cliArguments = (args: ReadonlyArray<string>): Array<string> => [program, ...args]

/** Runs `shadowtape` in a process of its own. */
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
