import type { Reason } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { printable } from '../reports/printable'
import { whatifJson, whatifText } from '../reports/whatif-report'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { besideRecorded } from '../whatifs/beside-recorded'
import type { Setting } from '../whatifs/setting'

/** Where a recorded session goes on otherwise, by which settings, and where that is written. */
export type BranchOptions = {
  /** Before the first input at this line or after it. */
  readonly from: number
  /** One value for each; none for a session that goes on as it was. */
  readonly settings: ReadonlyArray<Setting>
  /** The new journal. */
  readonly branch: string
  readonly force?: true
  /** Where the strategy's module is, where it is not where the header says. */
  readonly strategy?: string
}

/**
 * Goes on with a recorded session from a point by other settings, into a journal of its own, and
 * says how the two part. What came in is given to both; what is before the point is the same bytes.
 */
export const branchSession = async (
  path: string,
  { from, settings, branch, force, strategy }: BranchOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const many = settings.find(({ texts }) => texts.length !== 1)
  if (many !== undefined) {
    const says = `Error: ${many.name} has ${String(many.texts.length)} values; a branch has one.`
    return failedOutcome(path, 'not run', failure('Usage', says))
  }
  const journalOf = (): string => branch
  const besides = { settings, from, actor, journalOf, force, jobs: 1, strategy }
  const ran = await besideRecorded(path, besides, env)
  if (isLeft(ran)) return ran.left
  const [cell] = ran.right.run.cells
  const head = cell?.head ?? null
  const closed = head === null ? 'cut short, as what it branches from is' : `head ${head}`
  return {
    text: `${whatifText(path, ran.right)}\nbranch    ${printable(branch)} · ${closed}\n`,
    json: { verdict: 'branched', ...whatifJson(path, ran.right) },
    failure: null,
  }
}

/** Who says in a branch that its settings changed. */
const actor = 'branch' as Reason
