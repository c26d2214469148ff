import { spawn } from 'node:child_process'

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
 * as a case is run in its own folder.
 */
export const checkCases = async (
  folders: ReadonlyArray<string>,
  plan: CheckingPlan,
): Promise<ReadonlyArray<CaseChecked>> => {
  const program = process.argv[1] ?? ''
  const jobs = Math.min(plan.jobs, folders.length)
  // from its sources the program needs a compiler that a new process does not have
  if (jobs <= 1 || program.endsWith('.ts')) return oneByOne(folders, plan)
  const checked: Array<CaseChecked> = []
  let [next, done] = [0, 0]
  const work = async (): Promise<void> => {
    for (;;) {
      const at = next
      const folder = folders[at]
      next += 1
      if (folder === undefined) return
      checked[at] = await inProcess(program, folder, plan)
      plan.onChecked(++done)
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
  return checked
}

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

/** Checks one case by `golden check-one` in a process of its own. */
const inProcess = (
  program: string,
  folder: string,
  { writes, lines, digests, journals }: CheckPlan,
): Promise<CaseChecked> =>
  new Promise((resolve) => {
    const args = [
      ...['golden', 'check-one', folder, '--lines', String(lines)],
      ...(writes === 'nothing' ? ['--ci'] : []),
      ...(digests === 'renew' ? ['--digests'] : []),
      ...(journals === null ? [] : ['--journals', journals]),
    ]
    const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    const failed = (says: string): void => {
      const text = `${says}\n`
      resolve({ folder, verdict: 'failed', text, json: { says }, failed: 'Failed' })
    }
    child.on('error', (error) => {
      failed(error.message)
    })
    child.on('close', (code, signal) => {
      const checked = checkedOf(out)
      if (checked !== null) resolve(checked)
      else failed(err.trim() || `its process ended with ${String(signal ?? code)}`)
    })
  })

const checkedOf = (out: string): CaseChecked | null => {
  try {
    return JSON.parse(out) as CaseChecked
  } catch {
    return null
  }
}
