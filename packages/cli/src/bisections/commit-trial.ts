import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { Side } from './side'
import { ownProgram } from './side'
import type { SideReplay } from './side-replay'
import { replayBy } from './side-replay'
import type { Workshop } from './workshop'
import { Interrupted } from './workshop'

/** What changes from commit to commit: the engine, or a strategy that the engine of here runs. */
export type HuntedPart =
  | { readonly kind: 'engine'; readonly strategy: string | null }
  | { readonly kind: 'strategy'; readonly path: string }

/** A commit that was tried; its checkout is kept where it could be built. */
export type Trial = {
  readonly commit: string
  readonly replay: SideReplay
  readonly side: Side
  readonly tree: string
}

/** Checks a commit out, builds what there is to build, and lets it replay the journal. */
export const tryCommit = async (
  workshop: Workshop,
  part: HuntedPart,
  journal: string,
  commit: string,
  builds: 'always' | 'what is missing',
): Promise<Trial> => {
  const tree = await workshop.checkOut(commit)
  const side = sideIn(tree, part, commit)
  const failed =
    part.kind === 'engine' || builds === 'always'
      ? await workshop.build(tree)
      : await readyStrategy(workshop, tree, join(tree, part.path))
  const missing = missingIn(tree, part)
  const unfit = failed === null ? missing : `it cannot be built: ${failed}`
  const replay =
    unfit === null
      ? await replayBy(side.program, journal, side.strategy, { signal: workshop.signal })
      : unfitReplay(unfit)
  if (workshop.signal.aborted) throw new Interrupted()
  return { commit, replay, side, tree }
}

/** A strategy is compiled as it is loaded; only one that is a product of a build is built. */
const readyStrategy = async (
  workshop: Workshop,
  tree: string,
  module: string,
): Promise<string | null> => {
  const failed = await workshop.install(tree)
  return failed !== null || existsSync(module) ? failed : workshop.build(tree)
}

const binOf = (tree: string): string => join(tree, 'packages', 'cli', 'bin', 'shadowtape.cjs')

const sideIn = (tree: string, part: HuntedPart, commit: string): Side => ({
  name: commit.slice(0, 10),
  how: 'executed',
  program: part.kind === 'engine' ? [process.execPath, binOf(tree)] : ownProgram(),
  strategy: part.kind === 'engine' ? part.strategy : join(tree, part.path),
})

const missingIn = (tree: string, part: HuntedPart): string | null => {
  const path = part.kind === 'engine' ? 'packages/cli/bin/shadowtape.cjs' : part.path
  return existsSync(join(tree, path)) ? null : `it has no ${path}`
}

const unfitReplay = (says: string): SideReplay => ({
  ...{ verdict: 'unfit', says, line: null, field: null, kind: null, json: {} },
})
