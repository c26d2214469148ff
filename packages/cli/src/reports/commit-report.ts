import type { CommitFacts } from '../bisections/commit-facts'
import type { CommitHunt, FoundCommit } from '../bisections/commit-hunt'
import { verdictText } from '../bisections/commit-hunt'
import { isParting } from '../bisections/parting'
import { partingJson, partingLines } from './parting-report'
import { clipped, printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** More files than this are only counted. */
const filesMax = 20

/** Which commit changed how a journal replays, for people. */
export const commitText = (hunt: CommitHunt, found: FoundCommit, columns: number): string => {
  const { commit, files, replay, unfit, parting } = found
  const { path } = hunt.journal
  const what = hunt.part.kind === 'engine' ? 'engine' : `strategy ${printable(hunt.part.path)}`
  return `${[
    unfit.length === 0
      ? `${commit.hash} is the first commit whose ${what} does not replay ${path}`
      : `${commit.hash}, or one of ${grouped(unfit.length)} before it, is the first commit whose` +
        ` ${what} does not replay ${path}`,
    ...factLines(commit, columns),
    ...unfit.map(({ hash, subject }) =>
      clipped(`  cannot be tried: ${hash.slice(0, 10)} ${printable(subject)}`, columns),
    ),
    '',
    ...files
      .slice(0, filesMax)
      .map((file) => clipped(`  ${printable(file.status)}  ${printable(file.path)}`, columns)),
    ...(files.length > filesMax ? [`  and ${quantity(files.length - filesMax, 'file')} more`] : []),
    '',
    `It ${verdictText(replay)}.`,
    ...(isParting(parting)
      ? [
          `Its state first differs from that of ${printable(parting.sides[0])}`,
          ...partingLines(parting, columns),
        ]
      : []),
    '',
    `Look closer: git -C ${printable(hunt.repository.root)} show ${commit.hash.slice(0, 10)}`,
    ...(replay.line === null
      ? []
      : [`             shadowtape why ${path} --seq ${String(replay.line)}`]),
  ].join('\n')}\n`
}

const factLines = ({ subject, author, date }: CommitFacts, columns: number) => [
  clipped(`  ${printable(subject)}`, columns),
  clipped(`  ${printable(author)}, ${printable(date)}`, columns),
]

/** The same for programs. */
export const commitJson = (hunt: CommitHunt, found: FoundCommit) => {
  const { commit, files, replay, unfit, parting, tried } = found
  return {
    verdict: unfit.length === 0 ? 'found' : 'one of several',
    file: hunt.journal.path,
    ...{ repo: hunt.repository.root, good: hunt.range.good, bad: hunt.range.bad },
    looked_for: hunt.part.kind,
    strategy: hunt.part.kind === 'strategy' ? hunt.part.path : hunt.part.strategy,
    commit: { ...commit, files },
    or_one_of: unfit,
    divergence: { line: replay.line, field: replay.field, kind: replay.kind },
    parting: isParting(parting) ? partingJson(parting) : null,
    tried: tried.map((each) => ({
      commit: each.commit,
      verdict: each.replay.verdict,
      why: each.replay.verdict === 'unfit' ? each.replay.says : null,
    })),
  }
}
