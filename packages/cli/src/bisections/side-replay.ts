import type { LineFields } from '../journals/line-text'
import { fieldsOfText } from '../journals/line-text'
import type { Ended, Surroundings } from './run-to-end'
import { lastWords, runToEnd } from './run-to-end'

/** Whether a build, with a strategy, replays a journal; `unfit` is one that cannot tell. */
export type SideReplay = {
  readonly verdict: 'equal' | 'diverged' | 'unfit'
  /** Why it is unfit, or its report of the first difference. */
  readonly says: string
  /** The first line that is not as recorded, and in which field; `null` where all are equal. */
  readonly line: number | null
  readonly field: string | null
  readonly kind: string | null
  /** Everything that the replay said, for programs. */
  readonly json: LineFields
}

/** Asks a build's own `replay` about a journal. */
export const replayBy = async (
  program: ReadonlyArray<string>,
  journal: string,
  strategy: string | null,
  surroundings: Surroundings = {},
): Promise<SideReplay> => {
  const chosen = strategy === null ? [] : ['--strategy', strategy]
  return judged(await runToEnd([...program, 'replay', journal, '--json', ...chosen], surroundings))
}

const judged = (ended: Ended): SideReplay => {
  const json = fieldsOfText(ended.stdout) ?? {}
  const says = typeof json['says'] === 'string' ? json['says'] : ''
  const none = { line: null, field: null, kind: null, json }
  // what was cut short and has no other fault is equal as far as it goes
  if (ended.code === 0 || (ended.code === 1 && json['verdict'] === 'cut short'))
    return { verdict: 'equal', says, ...none }
  if (ended.code !== 4)
    return { verdict: 'unfit', says: says === '' ? lastWords(ended) : says, ...none }
  return {
    verdict: 'diverged',
    says,
    line: typeof json['line'] === 'number' ? json['line'] : null,
    field: textOrNull(json['field']),
    kind: textOrNull(json['kind']),
    json,
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)
