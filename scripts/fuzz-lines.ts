import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { corpusOf } from '../packages/core/test/fuzz/corpus'
import { fuzzLines } from '../packages/core/test/fuzz/fuzz-lines'
import { goldenLines } from '../packages/core/test/fuzz/golden-lines'

const usage = `Usage: npm run fuzz -- [--lines N] [--seed S]
       npm run fuzz -- --seed S --only N

Puts N mutated lines to the byte reader and to JSON.parse with io-ts, and says where they differ.
Which lines follows from the seed; --only repeats one of them.
`

// most lines are refused by way of an error that nobody looks at
Error.stackTraceLimit = 0

const fuzz = (args: ReadonlyArray<string>): number => {
  const numbers = numbersOf(args)
  if (numbers === null) {
    process.stderr.write(usage)
    return 2
  }
  const { lines, seed, only } = numbers
  const corpus = corpusOf(goldenLines(join('journals')), seed)
  const begun = process.hrtime.bigint()
  const [from, to] = only === null ? [0, lines] : [only, only + 1]
  const run = fuzzLines(corpus, seed, from, to)
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9
  if (run.failure !== null) process.stderr.write(`${run.failure}\n`)
  const accepted = [...run.accepted.values()].reduce((sum, n) => sum + n, 0)
  process.stdout.write(
    `seed ${seed}: ${run.lines} lines, ${accepted} of them sound, of ${run.accepted.size} types;` +
      ` ${(run.lines / seconds / 1000).toFixed(0)},000 a second\n`,
  )
  return run.failure === null ? 0 : 1
}

type Numbers = { readonly lines: number; readonly seed: number; readonly only: number | null }

const numbersOf = (args: ReadonlyArray<string>): Numbers | null => {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { lines: text, seed: text, only: text },
    })
    const { lines = '1000000', seed = '1', only = '0' } = values
    if (![lines, seed, only].every((digits) => /^[0-9]{1,9}$/.test(digits))) return null
    return {
      lines: Number(lines),
      seed: Number(seed),
      only: values.only === undefined ? null : Number(only),
    }
  } catch {
    return null
  }
}

process.exitCode = fuzz(process.argv.slice(2))
