import { existsSync } from 'node:fs'
import type { Interface } from 'node:readline'
import { createInterface } from 'node:readline'

import type { Command } from 'commander'
import { isLeft, left, right } from 'fp-ts/Either'
import type { Either } from 'fp-ts/Either'

import { newSuffix } from '../goldens/case-file'
import { compareGoldens } from '../goldens/compare-goldens'
import { findCases } from '../goldens/find-cases'
import { accepted, rejected } from '../goldens/judge'
import { readGolden } from '../goldens/read-golden'
import { goldenDifferenceText } from '../reports/golden-report'
import { quantity } from '../reports/quantity-text'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import { casePaths } from './golden-check'

type ReviewOptions = { readonly lines: number }

/** `shadowtape golden review`: a person judges what was made, one by one. */
export const goldenReviewCommand = (run: Run): Command =>
  newCommand('review', 'look at what golden check made, and accept or reject it, one by one', [
    'shadowtape golden review',
    'shadowtape golden review goldens/freeze',
  ])
    .argument('[paths...]', 'cases, or folders of cases (default: all here)')
    .addOption(
      parsedOption('--lines <n>', 'differences shown of each', countOption(0, 1_000_000), '40'),
    )
    .action((paths: ReadonlyArray<string>, options: ReviewOptions) => {
      run(goldenReview(paths, options))
    })

const goldenReview =
  (paths: ReadonlyArray<string>, options: ReviewOptions): CliCommand =>
  (env) =>
  async () => {
    const found = findCases(casePaths(paths))
    if (isLeft(found)) return found
    const { pending } = found.right
    if (pending.length === 0) {
      env.print('Nothing waits to be judged.\n')
      return right(undefined)
    }
    const input = createInterface({ input: process.stdin })
    try {
      return await reviewed(pending, options, answersOf(input), env)
    } finally {
      input.close()
    }
  }

/** Asks for the next line that a person types; `null` where there are no more. */
type NextAnswer = () => Promise<string | null>

const answersOf = (input: Interface): NextAnswer => {
  const lines = input[Symbol.asyncIterator]()
  return async () => {
    const next = await lines.next()
    return next.done === true ? null : next.value
  }
}

const reviewed = async (
  pending: ReadonlyArray<string>,
  { lines }: ReviewOptions,
  next: NextAnswer,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  const done = { accepted: 0, rejected: 0 }
  for (const [index, path] of pending.entries()) {
    const expected = path.slice(0, -newSuffix.length)
    env.print(`\n${String(index + 1)} of ${String(pending.length)}  ${expected}\n`)
    const shown = shownOf(expected, path, lines)
    if (isLeft(shown)) return left(failure('Failed', `Error: ${shown.left}`))
    env.print(shown.right)
    const answer = await asked(next, env)
    if (answer === 'quit') break
    if (answer === 'skip') continue
    const judged = answer === 'accept' ? accepted(path) : rejected(path)
    if (isLeft(judged)) return left(failure('Failed', `Error: ${judged.left}`))
    done[answer === 'accept' ? 'accepted' : 'rejected'] += 1
  }
  const waiting = pending.length - done.accepted - done.rejected
  env.print(`\n${done.accepted} accepted, ${done.rejected} rejected, ${waiting} waiting\n`)
  return right(undefined)
}

const shownOf = (expected: string, made: string, lines: number): Either<string, string> => {
  const is = readGolden(made)
  if (isLeft(is)) return is
  const { head } = is.right
  if (!existsSync(expected)) {
    const sums = `${quantity(head.fills, 'fill')}, net ${head.netUsd ?? 'unknown'} USD`
    return right(`  new: ${quantity(is.right.lines.length, 'line')}, ${sums}\n`)
  }
  const was = readGolden(expected)
  if (isLeft(was)) return was
  const text = goldenDifferenceText(compareGoldens(was.right, is.right), lines)
  return right(text === '' ? '  the same\n' : text)
}

const answers = {
  a: 'accept',
  accept: 'accept',
  r: 'reject',
  reject: 'reject',
  s: 'skip',
  skip: 'skip',
  q: 'quit',
  quit: 'quit',
} as const

/** Asks until there is an answer; whoever says no more wants no more. */
const asked = async (
  next: NextAnswer,
  env: CliEnv,
): Promise<(typeof answers)[keyof typeof answers]> => {
  for (;;) {
    env.print('(a)ccept, (r)eject, (s)kip, (q)uit? ')
    const typed = await next()
    if (typed === null) return 'quit'
    const answer = answers[typed.trim().toLowerCase() as keyof typeof answers] as
      (typeof answers)[keyof typeof answers] | undefined
    if (answer !== undefined) return answer
  }
}
