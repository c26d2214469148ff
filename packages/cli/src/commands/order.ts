import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { seqOfOrder } from '../explanations/find-line'
import type { Step } from '../explanations/order-life'
import { endOf, orderSteps, waysOf } from '../explanations/order-life'
import { orderLines } from '../explanations/order-lines'
import { foreignOutcome } from '../journals/foreign-outcome'
import type { LineFields } from '../journals/line-text'
import { fileOutcome } from '../journals/scan-outcome'
import { unreadFailure } from '../journals/unread-failure'
import { ifFoldable } from '../replays/if-foldable'
import { orderJson, orderReport } from '../reports/order-report'
import { printable } from '../reports/printable'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type OrderOptions = { readonly strategy?: string; readonly json?: true }

/** `shadowtape order`: one order's whole life. */
export const orderCommand = (run: Run): Command =>
  newCommand('order', "print one order's whole life: latencies, the touch and its queue", [
    'shadowtape order session.jsonl o-17',
    'shadowtape order session.jsonl o-17 --json | jq .ways_us',
  ])
    .argument('<journal>', 'the journal to look into')
    .argument('<order>', 'the id of the order, such as o-17, or s-1 for one of a trading stop')
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print it as JSON, with all fields of every line')
    .action((path: string, orderId: string, options: OrderOptions) => {
      run(order(path, orderId, options))
    })

/** Follows an order through a journal. */
export const order =
  (path: string, orderId: string, options: OrderOptions): CliCommand =>
  (env) =>
  async () =>
    deliver(env, options, foreignOutcome(path) ?? (await followed(path, orderId, options, env)))

const followed = async (
  path: string,
  orderId: string,
  options: OrderOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const seq = seqOfOrder(path, orderId)
  if (isLeft(seq)) return fileOutcome(path, seq.left)
  if (seq.right === null) {
    const says = `${path} has no order ${printable(orderId)}.`
    return failedOutcome(path, 'not there', failure('Usage', says))
  }
  const progress = progressOn(env, 'following')
  const found = orderLines(path, orderId, seq.right, progress.tick)
  progress.finish()
  if (isLeft(found)) return fileOutcome(path, found.left)
  const { lines, damaged } = found.right
  const steps = await foldedAlong(path, lines, options, env)
  const report = {
    ...{ file: path, orderId, ways: waysOf(lines), end: endOf(lines), isFolded: steps !== null },
    steps: steps ?? lines.map((fields) => ({ fields, bid: null, ask: null, ahead: null })),
  }
  return {
    text: orderReport(report, env.columns ?? 140),
    json: { verdict: 'found', ...orderJson(report), damaged_lines: damaged },
    failure: unreadFailure(path, damaged),
  }
}

/** The steps with the state at each; `null` where that cannot be had. */
const foldedAlong = (
  path: string,
  lines: ReadonlyArray<LineFields>,
  { strategy }: OrderOptions,
  env: CliEnv,
): Promise<ReadonlyArray<Step> | null> =>
  ifFoldable(path, strategy, env, (subject) => {
    const steps = orderSteps(path, subject, lines)
    return isLeft(steps) ? null : steps.right
  })
