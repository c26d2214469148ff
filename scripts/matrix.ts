import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { bundledSession, runMatrix } from './determinism-matrix'
import { goldensFolder } from './golden-recipes'
import { matrixRows } from './matrix-rows'

const usage = `Usage: npm run matrix             the same sessions on every row of the matrix, Node 20, 22 and 24 too
       npm run matrix -- --quick  the few rows that npm test runs
`

/** Runs the matrix, or says how it is run. */
const matrix = (args: ReadonlyArray<string>): number => {
  const isQuick = args.length === 1 && args[0] === '--quick'
  if (args.length > 0 && !isQuick) {
    process.stderr.write(usage)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'matrix-'))
  try {
    const session = bundledSession(join(folder, 'session.js'))
    const say = (line: string) => void process.stdout.write(`${line}\n`)
    const rows = matrixRows.filter((row) => !isQuick || row.isQuick)
    const complaints = runMatrix({ session, journals: goldensFolder, folder, say }, rows)
    for (const says of complaints) process.stderr.write(`${says}\n`)
    if (complaints.length === 0) say(`${String(rows.length)} rows, the same bytes`)
    return complaints.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

process.exitCode = matrix(process.argv.slice(2))
