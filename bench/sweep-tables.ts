import path from 'node:path'

import { onceNs } from './measure'
import { ratio, showMs, title } from './show'
import type { Fixture } from './work'
import { rounds } from './work'

/** How many cells a sweep has; where nothing is measured, some to each thread. */
const cells = rounds === 1 ? 5 : 50

/**
 * What a sweep takes beside one cell of it, by threads: whole processes, each run once. Every cell
 * quotes at another distance, so that no two sessions are alike.
 */
export const sweeps = (
  { capture }: Pick<Fixture, 'capture'>,
  folder: string,
  isReal: boolean,
  cli: string,
): void => {
  title(`shadowtape whatif over ${path.basename(capture)}: whole processes, once each`)
  if (!isReal) console.log('  skipped over the real capture: SHADOWTAPE_CAPTURES is not set')
  const journal = path.join(folder, 'swept.jsonl')
  const run = (...args: ReadonlyArray<string>): number => onceNs(process.execPath, [cli, ...args])
  run('run', '--capture', capture, '--journal', journal, '--force')
  const whatif = (values: string, jobs: string): number =>
    run('whatif', journal, '--set', `strategy.spreadBps=${values}`, '--jobs', jobs)
  const many = `0.1..${String(cells / 10)}:0.1`
  const one = showMs('1 cell, 1 thread', whatif('0.1', '1'))
  const alone = whatif(many, '1')
  showMs(`${String(cells)} cells, 1 thread`, alone, `${ratio(alone, one)} one cell's time`)
  const both = whatif(many, '2')
  const beside = `${ratio(both, one)} one cell's time, ${ratio(both, alone)} that of 1 thread`
  showMs(`${String(cells)} cells, 2 threads`, both, beside)
}
