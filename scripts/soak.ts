import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { soak } from '../packages/cli/test/recordings/soak'

const usage = `Usage: npm run soak -- [--minutes N] [--seed S]

Records N minutes of a market on loopback (60), in less time than they have: its books lose
messages, repeat them, leave numbers out, are sent late and begin anew; its connections are closed,
and the recorder is killed. Says which trade is missing, if one is, and whether a run over what was
recorded replays byte for byte.
`

const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: '7' },
    },
  })
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)]
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
    process.stderr.write(usage)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'shadowtape-soak-'))
  try {
    const { says, figures } = await soak({ minutes, seed, folder })
    process.stdout.write(`${figures}\n`)
    if (says === null) return 0
    process.stderr.write(`${says}\n`)
    return 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
