import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

import { Terminal } from '@xterm/headless'

import { cliArguments } from '../run-cli'

/** How a command in a terminal ended, or was stopped; `isRaw` is how it left the terminal. */
export type PtyEnd = {
  readonly code: number | null
  readonly signal: number | null
  readonly isRaw: boolean
}

/** A command in a pseudo-terminal, and the screen that it draws on. */
export type PtyRun = {
  readonly host: ChildProcess
  readonly keys: (text: string) => void
  readonly resize: (columns: number, rows: number) => void
  readonly signal: (signal: number) => void
  /** Waits until the screen has a text; throws with the screen where it never comes. */
  readonly shows: (text: string) => Promise<string>
  /** Which of its two screens the terminal shows. */
  readonly buffer: () => 'normal' | 'alternate'
  readonly isCursorHidden: () => boolean
  /** All bytes that came to the terminal. */
  readonly raw: () => string
  /** Waits until the command is stopped by a signal; whether the terminal is raw then. */
  readonly stopped: () => Promise<boolean>
  readonly ended: () => Promise<PtyEnd>
}

const host = resolve(__dirname, 'pty_host.py')

/** Whether there is a python3 with pseudo-terminals here, which Node itself has none of. */
export const hasPty = spawnSync('python3', ['-c', 'import pty, termios, fcntl']).status === 0

/** Ends every terminal of a test file after each test, whatever became of it. */
export const ptyRuns = (): typeof startPty => {
  const children: Array<ChildProcess> = []
  afterEach(() => {
    for (const child of children.splice(0)) child.stdin?.end()
  })
  return (...asked) => {
    const run = startPty(...asked)
    children.push(run.host)
    return run
  }
}

type Said = {
  readonly output?: string
  readonly stopped?: number
  readonly code?: number | null
  readonly signal?: number | null
  readonly raw?: boolean
}

/** The signals that tests send, by their numbers on Linux. */
export const signals = { int: 2, term: 15, cont: 18, tstp: 20 } as const

/** Runs `shadowtape` from its sources in a terminal of a size. */
const startPty = (
  args: ReadonlyArray<string>,
  [columns, rows]: readonly [number, number],
  variables: Readonly<Record<string, string>> = {},
): PtyRun => {
  const command = [process.execPath, ...cliArguments(args)]
  const child = spawn('python3', [host, String(rows), String(columns), ...command], {
    env: { ...process.env, NO_COLOR: '', TERM: 'xterm-256color', ...variables },
  })
  const screen = new Terminal({ cols: columns, rows, allowProposedApi: true })
  let [raw, rest] = ['', '']
  const stops: Array<boolean> = []
  let end = null as PtyEnd | null
  let wake: () => void = () => undefined
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const said = JSON.parse(line) as Said
      if (said.output !== undefined) {
        const bytes = Buffer.from(said.output, 'base64')
        raw += bytes.toString()
        screen.write(bytes, () => {
          wake()
        })
      } else if (said.stopped !== undefined) stops.push(said.raw === true)
      else end = { code: said.code ?? null, signal: said.signal ?? null, isRaw: said.raw === true }
    }
    wake()
  })
  const text = (): string => {
    const { active } = screen.buffer
    return Array.from({ length: screen.rows }, (_, y) =>
      active.getLine(active.viewportY + y)?.translateToString(true),
    ).join('\n')
  }
  /** Waits for something, as long as the screen goes on changing or a while longer. */
  const until = async <T>(what: string, look: () => T | null): Promise<T> => {
    const deadline = performance.now() + waitMs
    for (;;) {
      const found = look()
      if (found !== null) return found
      const left = deadline - performance.now()
      if (left <= 0) throw new Error(`${what} never came; the screen was:\n${text()}`)
      await new Promise<void>((done) => {
        const timer = setTimeout(done, left)
        wake = () => {
          clearTimeout(timer)
          done()
        }
      })
    }
  }
  const say = (message: object): void => {
    child.stdin.write(`${JSON.stringify(message)}\n`)
  }
  return {
    host: child,
    keys: (keys) => {
      say({ keys })
    },
    resize: (wide, tall) => {
      screen.resize(wide, tall)
      say({ size: [tall, wide] })
    },
    signal: (signal) => {
      say({ signal })
    },
    shows: (wanted) =>
      until(JSON.stringify(wanted), () => (text().includes(wanted) ? text() : null)),
    buffer: () => screen.buffer.active.type,
    isCursorHidden: () => raw.lastIndexOf('\u001b[?25l') > raw.lastIndexOf('\u001b[?25h'),
    raw: () => raw,
    stopped: () => until('a stop', () => stops.shift() ?? null),
    ended: () => until('the end', () => end),
  }
}

/** Longer than anything here takes, however busy the machine is. */
const waitMs = 30_000
