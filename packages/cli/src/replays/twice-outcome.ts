import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { scanJournal } from '../journals/scan-journal'
import { fileOutcome } from '../journals/scan-outcome'
import { clipped, printable } from '../reports/printable'
import { grouped, quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import type { Surroundings } from './child-run'
import { childRun } from './child-run'
import type { RunDigest } from './run-digest'

/** What the layer `twice` may be told. */
export type TwiceOptions = { readonly strategy?: string; readonly node?: ReadonlyArray<string> }

/** A run, and under what it took place. */
type Ran = { readonly under: Surroundings; readonly run: RunDigest }

/**
 * Whether the engine is deterministic at all: it runs over the recorded inputs in two processes
 * with another time zone and language each, and once for every further Node, and all must write the
 * same bytes. What was recorded besides the inputs does not matter.
 */
export const twiceOutcome = async (
  file: string,
  options: TwiceOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const scan = scanJournal(file, () => undefined)
  if (isLeft(scan)) return fileOutcome(file, scan.left)
  const args = argumentsFor(file, scan.right.found.bytes, options)
  const ran = await Promise.all(surroundings(options).map((under) => runUnder(env, under, args)))
  const failed = ran.find(isLeft)
  if (failed !== undefined) return failedOutcome(file, 'not run', failure('Failed', failed.left))
  const [first, ...others] = ran.flatMap((one) => (isLeft(one) ? [] : [one.right]))
  if (first === undefined) return failedOutcome(file, 'not run', failure('Failed', 'no run'))
  const other = others.find(({ run }) => !isSameRun(first.run, run))
  if (other !== undefined) return await parted(file, first, other, args, env)
  return same(file, [first, ...others])
}

const argumentsFor = (
  file: string,
  bytes: number,
  { strategy }: TwiceOptions,
): ReadonlyArray<string> => [
  ...['regenerate', file, '--bytes', String(bytes)],
  ...(strategy === undefined ? [] : ['--strategy', strategy]),
]

/** Far apart in what a program could look at: half a day, and which letter is a small I. */
const surroundings = ({ node = [] }: TwiceOptions): ReadonlyArray<Surroundings> => {
  const plain = { timeZone: 'UTC', locale: 'C' }
  const far = { timeZone: 'Pacific/Kiritimati', locale: 'tr_TR.UTF-8' }
  const here = process.execPath
  return [
    { node: here, ...plain },
    { node: here, ...far },
    ...node.map((path, i) => ({ node: path, ...(i % 2 === 0 ? far : plain) })),
  ]
}

const runUnder = async (
  env: CliEnv,
  under: Surroundings,
  args: ReadonlyArray<string>,
): Promise<Either<string, Ran>> => {
  const printed = await childRun(env, under, args)
  if (isLeft(printed))
    return left(`${printable(under.node)} did not run: ${printable(printed.left)}`)
  try {
    return right({ under, run: JSON.parse(printed.right) as RunDigest })
  } catch {
    return left(`${printable(under.node)} printed no digests.`)
  }
}

const isSameRun = (a: RunDigest, b: RunDigest): boolean =>
  a.sha256 === b.sha256 && a.bytes === b.bytes && a.crash?.says === b.crash?.says

const jsonOf = ({ under, run: { node: version, lines, bytes, sha256, crash } }: Ran) => ({
  ...{ node: under.node, version, time_zone: under.timeZone, locale: under.locale },
  ...{ lines, bytes, sha256, crash },
})

const same = (file: string, ran: ReadonlyArray<Ran>): Outcome => {
  const { lines, bytes, sha256, crash } = (ran[0] as Ran).run
  const nodes = [...new Set(ran.map(({ run }) => run.node))].join(' and ')
  const stopped =
    crash === null
      ? ''
      : `; all stopped at what came in with line ${grouped(crash.line)}: ${printable(crash.says)}`
  return {
    text:
      `${file} makes the same bytes in ${quantity(ran.length, 'run')} under ${nodes}: ` +
      `${quantity(lines, 'line')}, ${quantity(bytes, 'byte')}, sha256 ${sha256}${stopped}\n`,
    json: { file, verdict: 'same bytes', lines, bytes, sha256, runs: ran.map(jsonOf) },
    failure: null,
  }
}

const parted = async (
  file: string,
  one: Ran,
  other: Ran,
  args: ReadonlyArray<string>,
  env: CliEnv,
): Promise<Outcome> => {
  const stretch = one.run.stretches.findIndex((link, i) => link !== other.run.stretches[i])
  const first = (stretch < 0 ? one.run.stretches.length - 1 : stretch) * one.run.stretchLines + 1
  const last = first + one.run.stretchLines - 1
  const again = [...args, '--lines', `${String(first)}..${String(last)}`]
  const [a, b] = await Promise.all([one, other].map(({ under }) => linesUnder(env, under, again)))
  const [as, bs] = [a ?? [], b ?? []]
  const at = as.findIndex((line, i) => line !== bs[i])
  const place = at < 0 ? Math.min(as.length, bs.length) : at
  const isSeen = place < Math.max(as.length, bs.length)
  const [was, is] = [as[place] ?? null, bs[place] ?? null]
  const line = isSeen ? first + place : null
  const between = `between lines ${grouped(first)} and ${grouped(last)}`
  const where =
    line === null ? `${between}, and not again when they ran once more` : `at line ${grouped(line)}`
  const shown = (text: string | null): string =>
    text === null ? '(no line)' : clipped(printable(text), (env.columns ?? 120) - 12)
  const says = [
    `${file} is not deterministic: two runs of this engine over its inputs differ ${where}`,
    ...(line === null ? [] : [`  one       ${shown(was)}`, `  other     ${shown(is)}`]),
    underText('one', one),
    underText('other', other),
  ].join('\n')
  return {
    text: '',
    json: {
      ...{ file, verdict: 'diverged', line, one: was, other: is },
      runs: [one, other].map(jsonOf),
    },
    failure: failure('Diverged', says),
  }
}

const linesUnder = async (
  env: CliEnv,
  under: Surroundings,
  args: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const printed = await childRun(env, under, args)
  try {
    return isLeft(printed) ? [] : (JSON.parse(printed.right) as ReadonlyArray<string>)
  } catch {
    return []
  }
}

const underText = (name: string, { under, run }: Ran): string =>
  `${name.padEnd(5)} ran under ${run.node}, TZ ${under.timeZone}, LANG ${under.locale}`
