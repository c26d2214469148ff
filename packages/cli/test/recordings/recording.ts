import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'

import type { Ran } from '../run-cli'
import { cliArguments } from '../run-cli'
import type { Listener } from './market-server'

/** A recording that goes on in a process of its own. */
export type Recording = { readonly child: ChildProcess; readonly ended: Promise<Ran> }

/** Starts `shadowtape record` at a server on loopback, into `out` within a folder. */
export const startRecording = (
  cwd: string,
  url: string,
  ...more: ReadonlyArray<string>
): Recording => {
  const args = ['record', '--network', '--testnet', '--url', url, '--out', 'out', ...more]
  return recordingOf(spawn(process.execPath, cliArguments(args), { cwd }))
}

/** What a process that records prints, and how it ends. */
export const recordingOf = (child: ChildProcess): Recording => {
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (piece: Buffer) => (stdout += piece.toString()))
  child.stderr?.on('data', (piece: Buffer) => (stderr += piece.toString()))
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr })
    })
  })
  return { child, ended }
}

/** Waits until something holds, or throws after a long while. */
export const until = async (holds: () => boolean, withinMs = 40_000): Promise<void> => {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${holds.toString()}`)
    await wait(5)
  }
}

/** The files of a recording of one kind, in their order. */
export const filesOf = (cwd: string, ending: string): ReadonlyArray<string> => {
  try {
    const names = readdirSync(join(cwd, 'out')).filter((name) => name.endsWith(ending))
    return names.sort().map((name) => join('out', name))
  } catch {
    return []
  }
}

/** The lines of all captures, in the order of their files. */
export const linesOf = (cwd: string): ReadonlyArray<string> =>
  filesOf(cwd, '.capture.gz').flatMap((file) =>
    gunzipSync(readFileSync(join(cwd, file)))
      .toString()
      .trimEnd()
      .split('\n'),
  )

/** What a log says, its times left out. */
export const logOf = (cwd: string): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  filesOf(cwd, '.log.jsonl').flatMap((file) =>
    readFileSync(join(cwd, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
  )

/**
 * How much of what was sent is not in the lines, over each socket: the lines must be what each
 * socket was sent from its first message on, without a hole, in order, the sockets one by one.
 */
export const missingOf = (
  lines: ReadonlyArray<string>,
  listeners: ReadonlyArray<Listener>,
): ReadonlyArray<number> => {
  let at = 0
  const missing = listeners.map(({ sent }) => {
    let n = 0
    while (n < sent.length && at < lines.length && lines[at]?.slice(20) === sent[n]) {
      n += 1
      at += 1
    }
    return sent.length - n
  })
  if (at < lines.length) throw new Error(`line ${at + 1} was not sent next: ${lines[at]}`)
  return missing
}
