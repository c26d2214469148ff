import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { differenceOf, goldenRecipes, goldensFolder, makeGolden, orphansIn } from './golden-recipes'

const usage = `Usage: npm run goldens             makes the golden journals
       npm run goldens -- --check  compares them with what is made now
`

/** Makes every golden journal, or says which ones are no longer what their recipes make. */
const goldens = async (args: ReadonlyArray<string>): Promise<number> => {
  if (args.length === 0) return make()
  if (args.length === 1 && args[0] === '--check') return check()
  process.stderr.write(usage)
  return 2
}

const make = async (): Promise<number> => {
  mkdirSync(goldensFolder, { recursive: true })
  for (const recipe of goldenRecipes) {
    await makeGolden(recipe, goldensFolder)
    process.stdout.write(`journals/${recipe.file}\n`)
  }
  return complain(orphans())
}

const check = async (): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'goldens-'))
  try {
    for (const recipe of goldenRecipes) await makeGolden(recipe, folder)
    const different = goldenRecipes.map(({ file }) =>
      differenceOf(file, join(goldensFolder, file), join(folder, file)),
    )
    return complain([...different.filter((says) => says !== null), ...orphans()])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const orphans = (): ReadonlyArray<string> =>
  orphansIn(goldensFolder).map((file) => `${file}: no recipe makes it`)

const complain = (complaints: ReadonlyArray<string>): number => {
  for (const says of complaints) process.stderr.write(`${says}\n`)
  if (complaints.length === 0) process.stdout.write(`${String(goldenRecipes.length)} goldens\n`)
  return complaints.length === 0 ? 0 : 1
}

void goldens(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
