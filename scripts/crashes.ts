import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { crashTrial } from '../packages/cli/test/support/crash-trial'
import { killTrial, newVictim } from '../packages/cli/test/support/kill-trial'

const usage = `Usage: npm run crashes -- [--seeds N] [--from S]
       npm run crashes -- --only S
       npm run crashes -- --kills N [--from S]

Records N sessions onto a disk that breaks down, each at a place and in a way that follow from its
seed, recovers what a machine would find, and says where that is not what was promised. With
--kills, N processes that record and acknowledge durable lines are killed instead.
`

const crashes = async (args: ReadonlyArray<string>): Promise<number> => {
  const range = rangeOf(args)
  if (range === null) {
    process.stderr.write(usage)
    return 2
  }
  // what is killed shall write to a real disk; what is in memory anyway shall be fast
  const shared = !range.areKills && existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const dir = mkdtempSync(join(shared, 'shadowtape-crashes-'))
  try {
    return await (range.areKills ? killed(range, dir) : crashed(range, dir))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

const killed = async ({ from, to }: Range, dir: string): Promise<number> => {
  const victim = newVictim(dir)
  const lines = new Set<number>()
  for (let seed = from; seed < to; seed++) {
    const { says, acknowledged } = await killTrial(seed, dir, victim)
    lines.add(acknowledged)
    if (says === null) continue
    process.stderr.write(`${says}\nnpm run crashes -- --kills 1 --from ${String(seed)}\n`)
    return 1
  }
  process.stdout.write(
    `${String(to - from)} processes killed, the last acknowledged line being one of` +
      ` ${String(lines.size)}; each line was there\n`,
  )
  return 0
}

const crashed = async ({ from, to }: Range, dir: string): Promise<number> => {
  const kinds = new Map<string, number>()
  const begun = process.hrtime.bigint()
  for (let seed = from; seed < to; seed++) {
    const { says, kind } = await crashTrial(seed, dir)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    if (says === null) continue
    process.stderr.write(`${says}\n`)
    return 1
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

/** Which seeds, and of what. */
type Range = { readonly areKills: boolean; readonly from: number; readonly to: number }

const rangeOf = (args: ReadonlyArray<string>): Range | null => {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { seeds: text, from: text, only: text, kills: text },
    })
    const { seeds = '2000', from = '1', only, kills } = values
    const all = [seeds, from, only ?? '0', kills ?? '0']
    if (!all.every((digits) => /^[0-9]{1,9}$/.test(digits))) return null
    const first = Number(only ?? from)
    const count = only === undefined ? Number(kills ?? seeds) : 1
    return { areKills: kills !== undefined, from: first, to: first + count }
  } catch {
    return null
  }
}

void crashes(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
