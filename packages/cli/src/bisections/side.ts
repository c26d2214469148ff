import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { ownArguments } from '../shell/own-arguments'
import type { StatePoint, StoppedAt, WantedPoints } from './state-point'

/** How states are come by: decided anew, a second time in one process, or folded. */
export const howNames = ['executed', 'again', 'folded'] as const

/** One of these. */
export type How = (typeof howNames)[number]

/** One of two that are held against each other: a build, how it comes to states, and a strategy. */
export type Side = {
  readonly name: string
  /** What runs its `shadowtape`: Node, and what it is given before the arguments. */
  readonly program: ReadonlyArray<string>
  readonly how: How
  readonly strategy: string | null
}

/** What runs the `shadowtape` that is running. */
export const ownProgram = (): ReadonlyArray<string> => [process.execPath, ...ownArguments()]

/** A side could not be asked: its process failed. */
export class SideFailed extends Error {
  override readonly name = 'SideFailed'
}

/** What a side says, point by point; a side that is waited for no more is ended by `stop`. */
export type Asked = {
  /** `null` behind the last. */
  readonly next: () => Promise<StatePoint | StoppedAt | null>
  readonly stop: () => void
}

/**
 * Asks a side, in a process of its own, for the states after some of a journal's inputs; who folds
 * knows of no inputs, and is told after which lines.
 */
export const askSide = (
  side: Side,
  journal: string,
  wanted: WantedPoints,
  lines: ReadonlyArray<number> = [],
): Asked => {
  const [node = '', ...before] = side.program
  const child = spawn(node, [...before, ...argumentsOf(side, journal, wanted)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // one that fails reads nothing, and says why on stderr
  child.stdin.on('error', () => undefined)
  child.stdin.end(lines.join('\n'))
  let remarks = ''
  child.stderr.on('data', (chunk: Buffer) => {
    remarks = `${remarks}${chunk.toString()}`.slice(-4_096)
  })
  const ended = new Promise<string | null>((resolve) => {
    child.on('error', ({ message }) => {
      resolve(message)
    })
    child.on('close', (code, signal) => {
      const why = signal ?? `exit code ${String(code)}`
      resolve(code === 0 ? null : (remarks.trim().split('\n').at(-1) ?? '') || why)
    })
  })
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    next: async () => {
      const line: IteratorResult<string, undefined> = await said.next()
      if (line.done !== true) return JSON.parse(line.value) as StatePoint | StoppedAt
      const why = await ended
      if (why !== null) throw new SideFailed(`${side.name}: ${why}`)
      return null
    },
    stop: () => {
      child.kill()
    },
  }
}

const argumentsOf = (
  { how, strategy }: Side,
  journal: string,
  { from, to, every, isWhole }: WantedPoints,
): ReadonlyArray<string> => [
  ...['bisect', journal, '--states', how],
  ...['--from', String(from), '--to', String(to), '--every', String(every)],
  ...(isWhole ? ['--whole'] : []),
  ...(strategy === null ? [] : ['--strategy', strategy]),
]
