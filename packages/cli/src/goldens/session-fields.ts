import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'
import { InvalidArgumentError } from 'commander'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Field } from '../shell/yaml-file'
import type { Setting } from '../whatifs/setting'
import { settingOption } from '../whatifs/setting'

/** What a case of a recorded session is made of; paths are from its folder. */
export type SessionFields = {
  /** A journal's header and what came in. */
  readonly inputs: string
  /** The state that it goes on from, and that state's digest; `null` for from the start. */
  readonly state: { readonly path: string; readonly digest: string } | null
  readonly strategy: string | null
  /** What is set otherwise than it was recorded. */
  readonly set: ReadonlyArray<Setting>
}

/** Reads the `session` of a case. */
export const sessionFields = (
  file: string,
  fields: ReadonlyArray<Field>,
): Either<Failure, SessionFields> => {
  const bad = (line: number, says: string): Either<Failure, never> =>
    left(failure('Usage', `Error: ${file}:${String(line)}: session.${says}`))
  const texts: Record<string, string> = {}
  let set: ReadonlyArray<Setting> = []
  for (const field of fields) {
    const { name, line, value } = field
    if (name === 'set') {
      const read = settingsOf(field)
      if (typeof read === 'string') return bad(line, `set: ${read}`)
      set = read
      continue
    }
    if (!known.includes(name))
      return bad(line, `${name} is none of ${[...known, 'set'].join(', ')}`)
    if (typeof value !== 'string') return bad(line, `${name} is not a text`)
    texts[name] = value
  }
  const { inputs, state, stateDigest, strategy } = texts
  if (inputs === undefined) return left(failure('Usage', `Error: ${file}: session has no inputs`))
  const cut = cutOf(state, stateDigest)
  if (isLeft(cut)) return left(failure('Usage', `Error: ${file}: ${cut.left}`))
  return right({ inputs, state: cut.right, strategy: strategy ?? null, set })
}

const known: ReadonlyArray<string> = ['inputs', 'state', 'stateDigest', 'strategy']

const cutOf = (
  path: string | undefined,
  digest: string | undefined,
): Either<string, SessionFields['state']> => {
  if (path === undefined && digest === undefined) return right(null)
  return path === undefined || digest === undefined
    ? left('session.state and session.stateDigest go together')
    : right({ path, digest })
}

const settingsOf = ({ fields }: Field): ReadonlyArray<Setting> | string => {
  if (fields === null) return 'is not a list of settings by name'
  let set: ReadonlyArray<Setting> = []
  for (const { name, value } of fields) {
    try {
      set = settingOption(`${name}=${String(value)}`, set)
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error
      return `${name}: ${error.message}`
    }
  }
  const many = set.find(({ texts }) => texts.length !== 1)
  return many === undefined ? set : `${many.name} has several values`
}
