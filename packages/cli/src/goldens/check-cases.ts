import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { ownArguments } from '../shell/own-arguments'
import type { CaseChecked } from './check-case'
import { checkCase } from './check-case'
import type { CheckPlan } from './compare-with-file'

/** How many cases are checked at once, and who hears of each. */
export type CheckingPlan = CheckPlan & {
  readonly jobs: number
  readonly onChecked: (done: number) => void
}

/**
 * Checks cases, and returns what each came to in their order. More than one job is a process each,
 * as a case is run in its own folder; each takes a share of them, and is warm from its second on.
 */
export const checkCases = async (
  folders: ReadonlyArray<string>,
  plan: CheckingPlan,
): Promise<ReadonlyArray<CaseChecked>> => {
  const jobs = Math.min(plan.jobs, folders.length)
  // from its sources the program needs a compiler that a new process does not have
  if (jobs <= 1 || ownArguments().at(-1)?.endsWith('.ts') === true) return oneByOne(folders, plan)
  const shares = Array.from({ length: jobs }, (_, job) =>
    folders.filter((_folder, at) => at % jobs === job),
  )
  const checked = new Map<string, CaseChecked>()
  const onChecked = (one: CaseChecked): void => {
    checked.set(one.folder, one)
    plan.onChecked(checked.size)
  }
  await Promise.all(shares.map((share) => inProcess(share, plan, onChecked)))
  return folders.map((folder) => checked.get(folder) ?? unchecked(folder, 'it was not checked'))
}

const unchecked = (folder: string, says: string): CaseChecked => ({
  ...{ folder, verdict: 'failed', text: `  ${says}\n`, json: { says }, failed: 'Failed' },
})

const oneByOne = async (
  folders: ReadonlyArray<string>,
  plan: CheckingPlan,
): Promise<ReadonlyArray<CaseChecked>> => {
  const checked: Array<CaseChecked> = []
  for (const folder of folders) {
    checked.push(await checkCase(folder, plan))
    plan.onChecked(checked.length)
  }
  return checked
}

/**
 * Checks cases by `golden check-one` in a process of their own, which says of each in a line what
 * it came to. Those that it said nothing of when it ended were not checked, and why is told.
 */
const inProcess = (
  folders: ReadonlyArray<string>,
  { writes, lines, digests, journals }: CheckPlan,
  onChecked: (checked: CaseChecked) => void,
): Promise<void> =>
  new Promise((resolve) => {
    const args = [
      ...['golden', 'check-one', ...folders, '--lines', String(lines)],
      ...(writes === 'nothing' ? ['--ci'] : []),
      ...(digests === 'renew' ? ['--digests'] : []),
      ...(journals === null ? [] : ['--journals', journals]),
    ]
    const child = spawn(process.execPath, [...ownArguments(), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const waiting = new Set(folders)
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const checked = checkedOf(line)
      if (checked === null || !waiting.delete(checked.folder)) err += `${line}\n`
      else onChecked(checked)
    })
    const ended = (says: string): void => {
      for (const folder of waiting) onChecked(unchecked(folder, says))
      waiting.clear()
      resolve()
    }
    child.on('error', (error) => {
      ended(error.message)
    })
    child.on('close', (code, signal) => {
      ended(err.trim() || `its process ended with ${String(signal ?? code)}`)
    })
  })

const checkedOf = (line: string): CaseChecked | null => {
  try {
    return JSON.parse(line) as CaseChecked
  } catch {
    return null
  }
}
