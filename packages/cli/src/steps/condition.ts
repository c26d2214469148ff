import { fieldsOf, messages } from '@shadowtape/core'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { exactDecimal } from '../explanations/exact-decimal'
import { messageTypesOption } from '../shell/cat-options'
import { timeOption } from '../shell/time-option'

/** How a test compares; `~` is "has in it". */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~'

/** One test: of a field of the line, or of a path into the state after it. */
export type Test = {
  readonly of: 'line' | 'state'
  readonly name: string
  readonly comparison: Comparison
  /** Any of these will do; for `!=`, none may be it. */
  readonly values: ReadonlyArray<string>
}

/** Tests that must all hold, as a person typed them. */
export type Condition = { readonly text: string; readonly tests: ReadonlyArray<Test> }

/**
 * Parses `type=OrderFilled symbol=BTCUSDT state.totals.fills>=3`: tests with blanks or `and`
 * between them, each a name, a comparison and a value. A name is a field of the line or `state.`
 * and a path; values of `=` and `!=` may be several, parted by commas; a value with blanks stands
 * in quotes. Left is what is wrong, and where.
 */
export const parseCondition = (text: string, startAt: number): Either<string, Condition> => {
  const tests: Array<Test> = []
  for (let rest = text.trim(); rest !== '';) {
    const at = text.length - rest.length + 1
    const [whole = '', name, comparison, quoted, bare = ''] = testForm.exec(rest) ?? []
    if (name === undefined || comparison === undefined) return left(malformed(text, rest, at))
    const values = quoted === undefined ? bare.split(',') : [quoted]
    const read = testOf(name, comparison as Comparison, values, startAt)
    if (isLeft(read)) return left(`${read.left} (column ${at})`)
    tests.push(read.right)
    rest = rest.slice(whole.length).replace(/^\s*(and\s+)?/, '')
  }
  if (tests.length === 0) return left(`there is no condition; ${exampleText}`)
  const unsaid = unsaidField(tests)
  return unsaid === null ? right({ text: text.trim(), tests }) : left(unsaid)
}

const testForm = /^([^\s=!<>~"]+)\s*(!=|<=|>=|=|<|>|~)\s*(?:"([^"]*)"|([^\s"]+))(?=\s|$)/
const exampleText = 'such as type=OrderFilled symbol=BTCUSDT, or state.totals.fills>=3'

const malformed = (text: string, rest: string, at: number): string => {
  const name = /^[^\s=!<>~"]+/.exec(rest)?.[0]
  if (name === undefined) return `${JSON.stringify(rest)} is no test; ${exampleText} (column ${at})`
  const [, comparison] = /^\s*(!=|<=|>=|=|<|>|~)?/.exec(rest.slice(name.length)) ?? []
  if (comparison === undefined) {
    const behind = at + name.length
    return `behind ${JSON.stringify(name)} must be = != < <= > >= or ~ (column ${behind})`
  }
  return `behind ${comparison} must be a value, in quotes if it has blanks (column ${text.length})`
}

const testOf = (
  name: string,
  comparison: Comparison,
  values: ReadonlyArray<string>,
  startAt: number,
): Either<string, Test> => {
  const [isState, path] = [name.startsWith('state.'), name.slice('state.'.length)]
  const shown = `${name}${comparison}${values.join()}`
  if (isState && path === '') return left('behind "state." there must be a path')
  if (!isState && !lineFields.has(name)) return left(unknownField(name))
  if (isOrder(comparison) && values.length > 1)
    return left(`${shown}: ${comparison} takes one value; only = and != take several`)
  const read = isState ? right(values) : valuesOf(name, comparison, values, startAt)
  if (isLeft(read)) return left(`${shown}: ${read.left}`)
  const odd = isOrder(comparison) ? read.right.find((value) => exactDecimal(value) === null) : null
  if (typeof odd === 'string') return left(`${shown}: ${JSON.stringify(odd)} is no number`)
  const test = { comparison, values: read.right }
  return right(isState ? { of: 'state', name: path, ...test } : { of: 'line', name, ...test })
}

const isOrder = (comparison: Comparison): boolean => /[<>]/.test(comparison)

/** Names of messages are checked, and times are what `--at` takes. */
const valuesOf = (
  name: string,
  comparison: Comparison,
  values: ReadonlyArray<string>,
  startAt: number,
): Either<string, ReadonlyArray<string>> => {
  try {
    if (name === 'type' && comparison !== '~') messageTypesOption(values.join())
    return right(name === 'at' ? values.map((value) => timeText(value, startAt)) : values)
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    return left(error.message)
  }
}

const timeText = (text: string, startAt: number): string => {
  const { us, from } = timeOption(text)
  return String(from === 'start' ? startAt + us : us)
}

const ofEveryLine = ['seq', 'at', 'cause', 'type']

const namesIn: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(messages).map(([type, codec]) => [
    type,
    new Set([...ofEveryLine, ...fieldsOf(codec).map(({ name }) => name)]),
  ]),
)

const lineFields: ReadonlySet<string> = new Set([...namesIn.values()].flatMap((own) => [...own]))

const unknownField = (name: string): string => {
  const lower = name.toLowerCase()
  const meant = [...lineFields].filter((field) => field.toLowerCase() === lower)
  const near = [...lineFields].filter((field) => field.toLowerCase().startsWith(lower.slice(0, 3)))
  const hint =
    meant.length > 0
      ? `did you mean ${meant.join()}?`
      : near.length > 0
        ? `there are ${near.sort().join(', ')}.`
        : 'shadowtape cat --json shows what lines have.'
  const shown = JSON.stringify(name)
  return `no message has a field ${shown}; ${hint} A place in the state is state.PATH`
}

/** A field that none of the types asked for has: such a condition never holds. */
const unsaidField = (tests: ReadonlyArray<Test>): string | null => {
  const types = tests.find((test) => isOfType(test))?.values
  if (types === undefined) return null
  const missing = tests.find(
    ({ of, name }) => of === 'line' && !types.some((type) => namesIn.get(type)?.has(name) === true),
  )
  if (missing === undefined) return null
  const own = [...(namesIn.get(types[0] ?? '') ?? [])]
  return `${types.join()} has no field ${missing.name}; it has ${own.join(', ')}`
}

/** Whether a test says which types of lines there are to look at. */
export const isOfType = ({ of, name, comparison }: Test): boolean =>
  of === 'line' && name === 'type' && comparison === '='
