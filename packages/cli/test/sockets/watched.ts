import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { recordingOf } from '../recordings/recording'
import type { Ran } from '../run-cli'

/** A socket that a process made, or a name that it looked up, and whom it was to. */
export type Attempt = {
  readonly kind: string
  readonly to: string | null
  readonly port: number | null
}

/** What a process came to, and what it and all that it started asked of the network. */
export type Watched = Ran & {
  /** The processes and threads that were watched. */
  readonly watching: number
  readonly attempts: ReadonlyArray<Attempt>
}

/** How Node is started: where, with what typed, and with which variables beside the usual ones. */
export type Surroundings = {
  readonly cwd?: string
  readonly input?: string
  readonly variables?: Readonly<Record<string, string>>
}

let files = 0

/** Runs Node to its end and watches it, with its threads and children; notes go to the folder. */
export const runWatched = async (
  folder: string,
  args: ReadonlyArray<string>,
  { cwd = folder, input = '', variables = {} }: Surroundings = {},
): Promise<Watched> => {
  const file = join(folder, `sockets-${++files}.jsonl`)
  const { MM_FREEZE_UTC_ISO: _, NODE_OPTIONS: options = '', ...usual } = process.env
  const preload = JSON.stringify(join(__dirname, 'socket-watch.cjs'))
  const env = {
    ...usual,
    NODE_OPTIONS: `${options} --require ${preload}`,
    SOCKET_WATCH_FILE: file,
    ...variables,
  }
  const child = spawn(process.execPath, args, { cwd, env })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return { ...(await recordingOf(child).ended), ...noted(file) }
}

type Line = {
  readonly thread: string
  readonly id: number
  readonly kind?: string
  readonly watching?: unknown
  readonly to?: string | null
  readonly port?: number | null
}

const noted = (file: string): Pick<Watched, 'watching' | 'attempts'> => {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
  const attempts: Array<Attempt> = []
  lines.forEach(({ thread, id, kind }, at) => {
    if (kind === undefined) return
    const told = lines
      .slice(at + 1)
      .find((line) => line.thread === thread && line.id === id && line.to !== undefined)
    attempts.push({ kind, to: told?.to ?? null, port: told?.port ?? null })
  })
  return { watching: lines.filter(({ watching }) => watching !== undefined).length, attempts }
}
