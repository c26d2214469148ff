import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'
import type { BeforeEntry } from '@shadowtape/core'

import type { Cursor } from '../../src/steps/cursor'
import { newCursor } from '../../src/steps/cursor'
import type { Checkpoints } from '../../src/steps/checkpoints'
import { newCheckpoints } from '../../src/steps/checkpoints'
import type { LaneWalk } from '../../src/viewer/lane-walk'
import { newLaneWalk } from '../../src/viewer/lane-walk'
import type { Stretches } from '../../src/viewer/stretches'
import { newStretches } from '../../src/viewer/stretches'
import { linesOf } from '../support/demo-journal'
import { runCli } from '../support/run-cli'
import { subjectOf } from '../support/stepped'

/** A journal's line as JSON has it. */
export type Fields = Readonly<Record<string, unknown>>

/** The lines of a journal file. */
export const fieldsIn = (path: string): ReadonlyArray<Fields> =>
  linesOf(readFileSync(path)).map((line) => JSON.parse(line) as Fields)

/** A walk through a journal, stretches of it, and what they share. */
export type WalkedJournal = {
  readonly walk: LaneWalk
  readonly stretches: Stretches
  readonly checkpoints: Checkpoints
  readonly cursor: Cursor
}

/** Goes through a journal file up to the last line that `last` says there is. */
export const walkedJournal = async (
  path: string,
  last: () => number = () => fieldsIn(path).length,
  linesMax?: number,
): Promise<WalkedJournal> => {
  const subject = await subjectOf(path)
  const checkpoints = newCheckpoints({ apart: 200, bytesMax: 1 << 24 })
  const another = (ear: BeforeEntry) => newCursor(path, subject, checkpoints, undefined, ear)
  const startAt = Number(fieldsIn(path)[0]?.['at'])
  const walk = newLaneWalk({ startAt, end: () => ({ last: last() }), newCursor: another })
  const stretches = newStretches({ path, startAt, newCursor: another }, walk, linesMax)
  return { walk, stretches, checkpoints, cursor: newCursor(path, subject, checkpoints) }
}

/** Records a session of two symbols that freezes and thaws. */
export const recordBusy = async (
  dir: string,
  name: string,
  ...flags: ReadonlyArray<string>
): Promise<string> => {
  const [capture, path] = [join(dir, `${name}.capture.gz`), join(dir, `${name}.jsonl`)]
  const market = { ...generatedPlan, calmUs: 1_500_000, toxicUs: 4_000_000 }
  await writeGeneratedCapture(market, capture, 'replace')()
  const ran = await runCli([
    ...['run', '--capture', capture, '--fill-model', 'queue', '--journal', path],
    ...['--markouts', '50,400', '--edge', 'demo', '--edge-threshold', '-5000'],
    ...['--rule', 'fill-rate=6/1s,scope=session,action=freeze-all'],
    ...['--rule', 'thaw=300ms,edge=-1000', ...flags],
  ])
  if (ran.code !== 0) throw new Error(ran.stderr)
  return path
}
