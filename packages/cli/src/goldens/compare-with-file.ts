import { rmSync, writeFileSync } from 'node:fs'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'

import { goldenDifferenceJson, goldenDifferenceText } from '../reports/golden-report'
import { newSuffix } from './case-file'
import type { GoldenVerdict } from './compare-goldens'
import { compareGoldens, isAsExpected } from './compare-goldens'
import type { Golden } from './golden'
import { goldenText } from './golden'

/** How a check is done. */
export type CheckPlan = {
  /** Whether a new value is kept beside the old one, for a person to judge. */
  readonly writes: 'new values' | 'nothing'
  /** How many differences are shown. */
  readonly lines: number
  /** Whether new digests are put in place where every line is the same. */
  readonly digests: 'keep' | 'renew'
  /** A folder that takes the journals of cases that did not come to what is expected. */
  readonly journals: string | null
}

/** How a golden stands to a file; `text` is what there is to say of it, in lines. */
export type ComparedWithFile = {
  readonly verdict: GoldenVerdict | 'new'
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

/** Compares a golden with the one that is expected, beside which it is kept if it is another. */
export const comparedWith = (
  path: string,
  expected: Golden | null,
  golden: Golden,
  plan: CheckPlan,
): ComparedWithFile => {
  if (expected === null) {
    const says = 'nothing is expected yet'
    const kept = keptBeside(path, golden, plan)
    return { verdict: 'new', text: `  ${says}${kept}\n`, json: { says } }
  }
  const found = compareGoldens(expected, golden)
  const { verdict } = found
  if (verdict === 'same decisions' && plan.digests === 'renew') return renewed(path, golden)
  const kept = isAsExpected(verdict) ? dropped(path, plan) : keptBeside(path, golden, plan)
  return {
    verdict,
    text: `${goldenDifferenceText(found, plan.lines)}${kept === '' ? '' : `  kept${kept}\n`}`,
    json: goldenDifferenceJson(found, plan.lines),
  }
}

/** Keeps a new value beside the old one; says where, or why it could not. */
const keptBeside = (path: string, golden: Golden, { writes }: CheckPlan): string => {
  if (writes === 'nothing') return ''
  try {
    writeFileSync(path + newSuffix, goldenText(golden))
    return ` as ${path}${newSuffix}: shadowtape golden review`
  } catch (error) {
    return ` nowhere: ${fileFailureText(fileFailure(path + newSuffix, 'write', error))}`
  }
}

const renewed = (path: string, golden: Golden): ComparedWithFile => {
  try {
    writeFileSync(path, goldenText(golden))
    return { verdict: 'same', text: '  its digests are new\n', json: {} }
  } catch (error) {
    const says = fileFailureText(fileFailure(path, 'write', error))
    return { verdict: 'same decisions', text: `  ${says}\n`, json: { says } }
  }
}

/** Takes away a value that waited to be judged, and is none any more. */
const dropped = (path: string, { writes }: CheckPlan): '' => {
  if (writes !== 'nothing') rmSync(path + newSuffix, { force: true })
  return ''
}
