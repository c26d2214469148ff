import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'

/** What a command came to: its exit code, and all it printed. */
export type ShadowtapeRan = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs `shadowtape` with these arguments, in a process of its own: what a test runner does to its
 * modules and globals does not reach it. Paths are from the directory that the tests are run in.
 */
export const shadowtape = (args: ReadonlyArray<string>): ShadowtapeRan => {
  const program = join(
    dirname(require.resolve('@shadowtape/cli/package.json')),
    'bin',
    'shadowtape.cjs',
  )
  const ran = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (ran.error !== undefined) throw ran.error
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr }
}
