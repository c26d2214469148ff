import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCli } from './run-cli'

/** A journal in a test's directory: where it is, and what is in it. */
export type DemoJournal = { readonly path: string; readonly bytes: Buffer }

/** Records exec-demo with some flags beside its defaults. */
export const demoJournal = async (
  dir: string,
  name: string,
  flags: ReadonlyArray<string>,
): Promise<DemoJournal> => {
  const path = join(dir, name)
  const ran = await runCli(['exec-demo', '--shadow', '--journal', path, ...flags])
  if (ran.code !== 0) throw new Error(ran.stderr)
  return { path, bytes: readFileSync(path) }
}

/** A few lines with every kind of beginning and end. */
export const smallFlags = ['--symbols', 'BTCUSDT', '--iterations', '1']

/** Two symbols whose orders fill, one second at a time. */
export const fillingFlags = ['--mode', 'dryrun', '--iterations', '12']

/** Freezes on the seventh iteration with orders open. */
export const freezingFlags = [
  ...['--symbols', 'BTCUSDT', '--mode', 'dryrun', '--iterations', '20'],
  ...['--edge-threshold', '8.0', '--exchange', 'bybit'],
]

/** Writes bytes into a test's directory and says where. */
export const written = (dir: string, name: string, bytes: Uint8Array | string): string => {
  const path = join(dir, name)
  writeFileSync(path, bytes)
  return path
}

/** The lines of a journal, each with its newline. */
export const linesOf = (bytes: Buffer): ReadonlyArray<string> =>
  bytes
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => `${line}\n`)
