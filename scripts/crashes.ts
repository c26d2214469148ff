import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { crashTrial } from '../packages/cli/test/support/crash-trial'

const usage = `Usage: npm run crashes -- [--seeds N] [--from S]
       npm run crashes -- --only S

Records N sessions onto a disk that breaks down, each at a place and in a way that follow from its
seed, recovers what a machine would find, and says where that is not what was promised.
`

const crashes = async (args: ReadonlyArray<string>): Promise<number> => {
  const range = rangeOf(args)
  if (range === null) {
    process.stderr.write(usage)
    return 2
  }
  const [from, to] = range
  const shared = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const dir = mkdtempSync(join(shared, 'shadowtape-crashes-'))
  const kinds = new Map<string, number>()
  const begun = process.hrtime.bigint()
  try {
    for (let seed = from; seed < to; seed++) {
      const { says, kind } = await crashTrial(seed, dir)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      if (says === null) continue
      process.stderr.write(`${says}\n`)
      return 1
    }
  } finally {
    rmSync(dir, { recursive: true })
  }
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9
  const count = to - from
  process.stdout.write(
    `${String(count)} crashes from seed ${String(from)} on, each recovered as promised;` +
      ` ${(count / seconds).toFixed(0)} a second\n` +
      `found ${[...kinds].map(([kind, n]) => `${kind} ${String(n)}`).join(', ')}\n`,
  )
  return 0
}

const rangeOf = (args: ReadonlyArray<string>): readonly [from: number, to: number] | null => {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { seeds: text, from: text, only: text },
    })
    const { seeds = '2000', from = '1', only } = values
    if (![seeds, from, only ?? '0'].every((digits) => /^[0-9]{1,9}$/.test(digits))) return null
    const first = Number(only ?? from)
    return [first, first + (only === undefined ? Number(seeds) : 1)]
  } catch {
    return null
  }
}

void crashes(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
