import { spawn } from 'node:child_process'

/** How a process ended; `code` is `null` where a signal ended it, or it could not be started. */
export type Ended = {
  readonly code: number | null
  readonly stdout: string
  /** The end of it, where it is long. */
  readonly stderr: string
}

/** Where a process runs, with which variables, and what ends it and all it started. */
export type Surroundings = {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
}

const stderrMax = 8_192

/** Runs a program to its end, in a group of its own, so that what it started ends with it. */
export const runToEnd = (
  [program = '', ...args]: ReadonlyArray<string>,
  { cwd, env, signal }: Surroundings = {},
): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stdout: Array<Buffer> = []
    let stderr = ''
    const abort = (): void => {
      if (child.pid !== undefined) endGroup(child.pid)
    }
    const ended = (code: number | null): void => {
      signal?.removeEventListener('abort', abort)
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr })
    }
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = `${stderr}${chunk.toString()}`.slice(-stderrMax)
    })
    child.on('error', ({ message }) => {
      stderr = message
      ended(null)
    })
    child.on('close', ended)
    if (signal?.aborted === true) abort()
    else signal?.addEventListener('abort', abort)
  })

const endGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}

/** The first line in which a process spoke of an error; failing that, its last words. */
export const firstComplaint = (ended: Ended): string => {
  const lines = ended.stderr.split('\n').map((line) => line.trim())
  return lines.find((line) => /error/i.test(line)) ?? lastWords(ended)
}

/** The last thing that a process said on stderr, on one line; failing that, how it ended. */
export const lastWords = ({ code, stderr }: Ended): string => {
  const line = stderr.trim().split('\n').at(-1)?.trim() ?? ''
  if (line !== '') return line.replace(/\.$/, '')
  return code === null ? 'it was ended by a signal' : `exit code ${String(code)}`
}
