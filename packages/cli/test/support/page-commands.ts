import type { StdioOptions } from 'node:child_process'
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

import { recordingOf } from '../recordings/recording'
import type { Ran } from '../run-cli'
import { cliArguments } from '../run-cli'

const root = resolve(__dirname, '..', '..', '..', '..')

/** A command as a page shows it: in a block of its own, or in a sentence. */
export type PageCommand = { readonly text: string; readonly isInBlock: boolean }

/** Everything that a page says to type, in its order, each once. */
export const commandsOf = (page: string): ReadonlyArray<PageCommand> => {
  const found = new Map<string, PageCommand>()
  const seen = (text: string, isInBlock: boolean): void => {
    if (!found.has(text)) found.set(text, { text, isInBlock })
  }
  for (const [, block, inline] of page.matchAll(/```sh\n([^`]+)```|`(shadowtape [^`]+)`/g)) {
    if (inline !== undefined) seen(inline, false)
    for (const line of block?.trimEnd().split('\n') ?? []) seen(line.trim(), true)
  }
  return [...found.values()]
}

/** What a command is started with: variables before it, and its arguments. */
export const startOf = (
  text: string,
): { readonly variables: Readonly<Record<string, string>>; readonly args: Array<string> } => {
  const words = text.split(' ')
  const at = words.indexOf('shadowtape')
  const before = words.slice(0, at).filter((word) => word.includes('='))
  const variables = Object.fromEntries(before.map((word) => word.split('=')))
  return { variables: variables as Readonly<Record<string, string>>, args: words.slice(at + 1) }
}

/** Runs a command to its end in a shell, with its globs and redirections; servers here go on. */
export const runTyped = (
  text: string,
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  const program = cliArguments([]).map((part) => `'${part}'`)
  const tsNode = resolve(root, 'node_modules', '.bin', 'ts-node')
  const script = [
    `shadowtape() { '${process.execPath}' ${program.join(' ')} "$@"; }`,
    `npx() { shift; (cd '${root}' && '${process.execPath}' '${tsNode}' "$@"); }`,
    text,
  ]
  const env = { ...process.env, ...variables }
  return recordingOf(spawn('bash', ['-c', script.join('\n')], { cwd, env, stdio })).ended
}

/** Nothing is typed into what is started. */
const stdio: StdioOptions = ['ignore', 'pipe', 'pipe']
