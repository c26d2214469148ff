import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { isLeft, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { caseName, expectedPath, readCase } from './case-file'
import { isAsExpected } from './compare-goldens'
import type { CheckPlan, ComparedWithFile } from './compare-with-file'
import { comparedWith } from './compare-with-file'
import { readGolden } from './read-golden'
import { runCase } from './run-case'

/** What a check of a case came to; plain data, as it may come from another process. */
export type CaseChecked = Omit<ComparedWithFile, 'verdict'> & {
  readonly folder: string
  readonly verdict: ComparedWithFile['verdict'] | 'failed'
  /** Why it could not be run. */
  readonly failed: Failure['type'] | null
}

/** Runs a case and compares it with what is expected of it. */
export const checkCase = async (folder: string, plan: CheckPlan): Promise<CaseChecked> => {
  const failed = (type: Failure['type'], says: string): CaseChecked => ({
    ...{ folder, verdict: 'failed', text: `  ${says}\n`, json: { says }, failed: type },
  })
  const subject = await readCase(folder)
  if (isLeft(subject)) return failed(subject.left.type, subject.left.says)
  const path = expectedPath(folder)
  const expected = existsSync(path) ? readGolden(path) : right(null)
  if (isLeft(expected)) return failed('Failed', `Error: ${expected.left}`)
  const kept = plan.journals === null ? null : join(plan.journals, `${caseName(folder)}.jsonl`)
  const ran = await runCase(subject.right, kept)
  if (isLeft(ran)) return failed(ran.left.type, ran.left.says)
  const { golden, note } = ran.right
  const { verdict, text, json } = comparedWith(path, expected.right, golden, plan)
  if (isAsExpected(verdict) && kept !== null) rmSync(kept, { force: true })
  const noted = note === null ? '' : `  ${note}\n`
  return { folder, verdict, text: text + noted, json: { ...json, note }, failed: null }
}
