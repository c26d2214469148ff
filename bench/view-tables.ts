import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { median, onceNs, outputOf } from './measure'
import { ratio, showMs, title } from './show'
import { rounds } from './work'

/** What a viewer of a million lines may take; a scrub that is slow, as a share of a fold of all. */
const limits = { rssMb: 320, scrubShare: 1 / 20 } as const

/** A viewer that runs, and how it is asked. */
type Served = {
  readonly child: ChildProcess
  readonly ask: (question: string) => Promise<Readonly<Record<string, unknown>>>
}

/** How many places are scrubbed to; always the same ones. */
const scrubs = 200

/**
 * A viewer over a market maker's session of five lines for each of `size`, so a million by default:
 * how soon it shows a place, how soon each other one, while it still gathers and afterwards, and its
 * memory.
 */
export const viewer = async (size: number, folder: string, cli: string): Promise<void> => {
  const journal = path.join(folder, 'viewed.jsonl')
  const lines = await recorded(journal, size, cli)
  title(`A viewer over ${lines.toLocaleString('en')} lines`)
  const last = ['state', journal, '--seq', String(lines - 1), '--json']
  const folded = onceNs(process.execPath, [cli, 'replay', journal, '--fold'])
  showMs('replay --fold of it', folded)
  const state = onceNs(process.execPath, [cli, ...last])
  showMs('state at its last line, from the first', state)
  const begun = process.hrtime.bigint()
  const served = await serve(cli, journal)
  try {
    const since = (): number => Number(process.hrtime.bigint() - begun)
    await served.ask('place?seq=1&lines=512')
    showMs('from start to its first lines', since(), `${ratio(since(), state)} of that state`)
    const early = await scrubbed(served, lines)
    show('a scrub anywhere, while it gathers', early, folded)
    await gathered(served)
    showMs('until the whole session is gathered', since(), `${ratio(since(), folded)} the fold`)
    const scrub = show('a scrub anywhere, once it has', await scrubbed(served, lines), folded)
    held('a scrub', scrub / folded, limits.scrubShare)
    const steps = await timesOf(served, (nth) => `place?seq=${String(nth + 1_000)}&lines=512`)
    show('512 lines on from near there', steps, folded)
    const rows = await timesOf(
      served,
      (nth) => `rows?from=${String(place(nth, lines))}&way=next&count=100&where=`,
    )
    show('100 rows of the list, anywhere', rows, folded)
    const rssMb = highest(served.child)
    if (rssMb === null) return
    const most = `of ${String(limits.rssMb)} MB that it may take`
    const what = 'its memory, at its highest'
    console.log(`  ${what.padEnd(44)} ${rssMb.toFixed(0).padStart(7)} MB  ${most}`)
    held('its memory in MB', rssMb, limits.rssMb)
  } finally {
    served.child.kill('SIGINT')
    rmSync(journal)
  }
}

/** Records the session; returns how many lines it has. */
const recorded = async (journal: string, size: number, cli: string): Promise<number> => {
  const capture = `${journal}.gz`
  const plan = { ...generatedPlan, calmUs: size * usOfOne }
  const written = await writeGeneratedCapture(plan, capture, 'replace')()
  if (written._tag === 'Left') throw new Error(`cannot write ${capture}`)
  outputOf(process.execPath, [cli, 'run', '--capture', capture, '--journal', journal])
  rmSync(capture)
  const info = outputOf(process.execPath, [cli, 'info', journal, '--json'])
  return (JSON.parse(info) as { readonly lines: number }).lines
}

/** How much of a made-up market makes five lines of a session. */
const usOfOne = 24_500

const serve = async (cli: string, journal: string): Promise<Served> => {
  const child = spawn(process.execPath, [cli, 'view', journal, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  const { url } = JSON.parse(text) as { readonly url: string }
  return {
    child,
    ask: async (question) => {
      const response = await fetch(`${url}api/${question}`)
      if (!response.ok) throw new Error(`${question}: ${await response.text()}`)
      return (await response.json()) as Readonly<Record<string, unknown>>
    },
  }
}

const gathered = async ({ ask }: Served): Promise<void> => {
  for (;;) {
    const { gathered: far } = (await ask('now')) as { gathered: { isDone: boolean } }
    if (far.isDone) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Places all over a journal, far from one another. */
const place = (nth: number, lines: number): number => 1 + ((nth * 61_803_399) % (lines - 1))

const scrubbed = (served: Served, lines: number): Promise<ReadonlyArray<number>> =>
  timesOf(served, (nth) => `place?seq=${String(place(nth, lines))}&lines=0`)

const timesOf = async (
  { ask }: Served,
  question: (nth: number) => string,
): Promise<ReadonlyArray<number>> => {
  const times: Array<number> = []
  for (let nth = 0; nth < scrubs; nth++) {
    const start = process.hrtime.bigint()
    await ask(question(nth))
    times.push(Number(process.hrtime.bigint() - start))
  }
  return times
}

/** The median, and the slowest of a hundred beside a fold of all, which it returns. */
const show = (what: string, times: ReadonlyArray<number>, folded: number): number => {
  const sorted = [...times].sort((a, b) => a - b)
  const slow = sorted[Math.floor(sorted.length * 0.99)] ?? 0
  const beside = `p99 ${(slow / 1e6).toFixed(1)} ms, ${ratio(folded, slow)} as fast as the fold`
  showMs(what, median([...times]), beside)
  return slow
}

/** One round is no measure; of more the benchmark fails where they are beyond what is promised. */
const held = (what: string, found: number, most: number): void => {
  if (found <= most || rounds === 1) return
  console.log(`  ${what} is ${found.toFixed(3)}, more than ${String(most)}`)
  process.exitCode = 1
}

/** The most memory that a process had, where the system tells. */
const highest = ({ pid }: ChildProcess): number | null => {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
  } catch {
    return null
  }
}
