import type { ComparedBuilds } from '../bisections/compared-builds'
import { isParting } from '../bisections/parting'
import type { SideReplay } from '../bisections/side-replay'
import { everyLines, partingJson, partingLines } from './parting-report'
import { clipped, printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** Where two builds part over a journal, for people. */
export const comparedText = (found: ComparedBuilds, columns: number): string => {
  const { journal, parting, isFolded, sides, replays } = found
  const names = sides.map(({ name }) => printable(name)).join(' and ')
  const head = isParting(parting)
    ? [
        `${journal.path}: ${names} come to different states,` +
          ` first after line ${grouped(parting.line)}`,
        ...partingLines(parting, columns),
      ]
    : [
        `${journal.path}: ${names} come to the same` +
          (isFolded ? ' state at the end.' : ` states, over ${quantity(journal.inputs, 'input')}.`),
        ...(parting === null || isFolded ? [] : everyLines(parting)),
      ]
  return `${[
    ...head,
    ...(isFolded ? [folding] : []),
    '',
    ...sides.map(({ name }, i) => agreement(name, replays[i], columns)),
    ...(isParting(parting) ? closer(journal.path, parting.line, parting.alikeLine) : []),
  ].join('\n')}\n`
}

const folding =
  '  One of them is too old to say what it comes to, so both folded the recorded lines.'

/** The same for programs. */
export const comparedJson = ({ journal, sides, replays, parting, isFolded }: ComparedBuilds) => ({
  file: journal.path,
  inputs: journal.inputs,
  how: isFolded ? 'folded' : 'executed',
  sides: sides.map(({ name }, i) => ({
    name,
    replay: replays[i]?.verdict ?? null,
    line: replays[i]?.line ?? null,
    field: replays[i]?.field ?? null,
  })),
  parting: isParting(parting) ? partingJson(parting) : null,
})

const agreement = (name: string, replay: SideReplay | undefined, columns: number): string => {
  if (replay === undefined) return ''
  const says =
    replay.verdict === 'equal'
      ? 'agrees with the recording, byte for byte'
      : `diverges from the recording at line ${grouped(replay.line ?? 0)}` +
        (replay.field === null ? '' : `, field ${printable(replay.field)}`)
  return clipped(`  ${printable(name)} ${says}`, columns)
}

const closer = (path: string, line: number, alike: number | null): ReadonlyArray<string> => [
  '',
  `Look closer: shadowtape why ${path} --seq ${String(line)}`,
  ...(alike === null
    ? []
    : [`             shadowtape state ${path} --diff ${String(alike)}..${String(line)}`]),
]
