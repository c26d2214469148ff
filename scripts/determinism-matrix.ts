import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { buildSync } from 'esbuild'

import { firstDifferentLine } from './golden-recipes'
import type { MatrixRow } from './matrix-rows'
import { rowText } from './matrix-rows'

/** What the rows run, and where they leave what they made. */
export type MatrixPlan = {
  /** A program that leaves the same files in FOLDER/first and FOLDER/second. */
  readonly session: string
  readonly journals: string
  readonly folder: string
  readonly say: (line: string) => void
}

/** What a row's process said of itself, and where its files are. */
type RowRun = { readonly text: string; readonly folder: string; readonly local: string }

/** Bundles the sessions into one file, which any Node runs with any of its flags. */
export const bundledSession = (file: string): string => {
  buildSync({
    absWorkingDir: resolve(__dirname, '..'),
    entryPoints: ['scripts/matrix-session.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['@shadowtape/source'],
    // what no session of the matrix loads
    external: ['ts-node', 'terminal-kit'],
    logLevel: 'warning',
  })
  // what a report carries with it lies beside the program
  for (const asset of ['report-page.js', 'report-page.css'])
    copyFileSync(
      resolve(__dirname, '..', 'packages', 'cli', 'dist', asset),
      join(dirname(file), asset),
    )
  return file
}

/**
 * Runs every row, each in a process of its own, and compares both runs of each with the first run
 * of the first row. Returns what is wrong, in words; says what it ran.
 */
export const runMatrix = (
  plan: MatrixPlan,
  rows: ReadonlyArray<MatrixRow>,
): ReadonlyArray<string> => {
  const complaints: Array<string> = []
  let base: (RowRun & { row: MatrixRow }) | null = null
  for (const [i, row] of rows.entries()) {
    const ran = runRow(plan, row, join(plan.folder, String(i)))
    if (typeof ran === 'string') {
      complaints.push(ran)
      continue
    }
    base ??= { ...ran, row }
    const found = [...idle(base, ran, row), ...differences(base, ran)]
    complaints.push(...found)
    const files = filesIn(join(ran.folder, 'first')).length
    const verdict = found.length === 0 ? 'same ' : 'OTHER'
    plan.say(`${verdict}  ${ran.text}, ${String(files)} files, twice`)
  }
  return complaints
}

const runRow = (plan: MatrixPlan, row: MatrixRow, folder: string): RowRun | string => {
  const text = rowText(row)
  const node = row.node === null ? process.execPath : nodeOf(row.node)
  if (node === null) return `${text}: npx cannot get node@${String(row.node)}`
  const ran = spawnSync(node, [...row.flags, plan.session, plan.journals, folder], {
    env: { ...process.env, TZ: row.zone, LANG: row.language, LC_ALL: row.language },
    encoding: 'utf8',
  })
  if (ran.status !== 0) return `${text}: it ended with ${String(ran.status)}\n${ran.stderr}`
  const { version, local } = JSON.parse(ran.stdout) as { version: string; local: string }
  return { text: `${text} · ${version}`, folder, local }
}

const nodeOf = (major: number): string | null => {
  const args = ['-y', '-p', `node@${String(major)}`, '-c', 'node -p process.execPath']
  const ran = spawnSync('npx', args, { encoding: 'utf8' })
  return ran.status === 0 ? (ran.stdout.trim().split('\n').at(-1) ?? null) : null
}

/** A zone and a language that change nothing that Node says of a date would prove nothing. */
const idle = (
  base: RowRun & { readonly row: MatrixRow },
  { text, local }: RowRun,
  { zone, language }: MatrixRow,
): ReadonlyArray<string> => {
  const isElsewhere = zone !== base.row.zone || language !== base.row.language
  return isElsewhere && local === base.local
    ? [`${text}: zone and language are not taken up, dates are still ${local}`]
    : []
}

const differences = (base: RowRun, ran: RowRun): ReadonlyArray<string> => {
  const expected = filesIn(join(base.folder, 'first'))
  return ['first', 'second'].flatMap((nth) => {
    const files = filesIn(join(ran.folder, nth))
    return [...new Set([...expected, ...files])].flatMap((file) => {
      const there = textOf(join(base.folder, 'first', file))
      const here = textOf(join(ran.folder, nth, file))
      if (there === here) return []
      const which = `${ran.text}: ${file} of the ${nth} run`
      if (there === null) return [`${which} is made there alone`]
      if (here === null) return [`${which} is missing`]
      const found = firstDifferentLine(there, here)
      const says = `${which} differs from that of ${base.text} in line ${String(found.line)}`
      return [`${says}\n  there: ${found.there}\n  here:  ${found.here}`]
    })
  })
}

const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))

const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return null
  }
}
