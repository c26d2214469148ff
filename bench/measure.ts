import { spawnSync } from 'node:child_process'

import { rows } from './rows'
import type { Fixture } from './work'
import { rounds } from './work'

/** The median time of a row, in nanoseconds for each of the things it counts. */
export type Measured = {
  readonly ns: number
  readonly count: number
  readonly rssMb: number
  readonly more: Readonly<Record<string, number>>
}

/**
 * How long rounds are made to warm up, one at least: V8 compiles in a thread of its own, and a row of
 * 50 ms would else be measured while it does, some times and some not. One round alone says nothing.
 */
const warmUpNs = rounds === 1 ? 0 : 500_000_000

/** Measures a row here; prints the result for `measured` to read. */
export const measureHere = async (name: string, fixture: Fixture): Promise<void> => {
  const row = rows[name]
  if (row === undefined) throw new Error(`there is no row ${name}`)
  const { count, once, prepare = () => undefined, more = () => ({}) } = await row(fixture)
  const round = (): number => {
    prepare()
    return timed(once)
  }
  for (let warm = round(); warm < warmUpNs;) warm += round()
  const ns = median(Array.from({ length: rounds }, round)) / count
  const rssMb = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ ns, count, rssMb, more: more() } satisfies Measured))
}

/** Measures a row in a process of its own, so that no row's objects or types slow another down. */
export const measured = (name: string, fixture: Fixture): Measured => {
  const args = [process.argv[1] as string, '--row', name, JSON.stringify(fixture)]
  return JSON.parse(outputOf(process.execPath, args)) as Measured
}

/** The median wall time of a command, start-up included, in nanoseconds. */
export const commandNs = (command: string, args: ReadonlyArray<string>): number => {
  outputOf(command, args)
  return median(Array.from({ length: rounds }, () => timed(() => void outputOf(command, args))))
}

/** How long a command takes that is run once, as what takes long is. */
export const onceNs = (command: string, args: ReadonlyArray<string>): number =>
  timed(() => void outputOf(command, args))

/** As `commandNs`, where there is such a command on this machine; else `null`. */
export const commandNsIfThere = (command: string, args: ReadonlyArray<string>): number | null =>
  spawnSync(command, ['--version']).error === undefined ? commandNs(command, args) : null

/** What a command prints; it throws where that fails. */
export const outputOf = (command: string, args: ReadonlyArray<string>): string => {
  const ran = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${ran.stderr}`)
  return ran.stdout
}

const timed = (work: () => void): number => {
  const start = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - start)
}

/** The middle one of some times, which it puts in order. */
export const median = (times: Array<number>): number =>
  times.sort((a, b) => a - b)[times.length >> 1] as number
