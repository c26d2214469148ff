import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Field } from '../shell/yaml-file'
import { fieldsOfFile } from '../shell/yaml-file'
import type { ProjectionPlan } from './projection'

/** The file that says what a case runs. */
export const caseFile = 'case.yaml'

/** The file that says what that is to come to. */
export const expectedFile = 'expected.golden.ndjson'

/** What stands beside a golden until a person has judged it. */
export const newSuffix = '.new'

/** A case: a folder that says what is run, and how it becomes a golden. */
export type Case = {
  readonly folder: string
  readonly what: CaseSubject
  /** When the session starts, ISO 8601; `null` for when it starts by itself. */
  readonly start: string | null
  readonly plan: ProjectionPlan
}

/** What a case runs: a command with options by name, or what a session was given once. */
export type CaseSubject = {
  readonly kind: 'run' | 'demo' | 'execDemo' | 'session'
  readonly file: string
  readonly fields: ReadonlyArray<Field>
  /** A market that is made up, for `run`, instead of a capture. */
  readonly generator: ReadonlyArray<Field> | null
}

const kinds = ['run', 'demo', 'execDemo', 'session'] as const
const names = [...kinds, 'generator', 'start', 'market', 'redact']

/** Whether a folder is a case. */
export const isCase = (folder: string): boolean => existsSync(join(folder, caseFile))

/** The path of what a case is to come to. */
export const expectedPath = (folder: string): string => join(folder, expectedFile)

/** What a case is called: as its folder is. */
export const caseName = (folder: string): string => basename(folder)

/** Reads a case; what is wrong with it is told with its line and field. */
export const readCase = async (folder: string): Promise<Either<Failure, Case>> => {
  const file = join(folder, caseFile)
  const read = await fieldsOfFile(file)
  if (isLeft(read)) return read
  const fields = read.right
  const bad = (field: Field, says: string): Either<Failure, never> =>
    left(failure('Usage', `Error: ${file}:${String(field.line)}: ${field.name} ${says}`))
  const stranger = fields.find(({ name }) => !names.includes(name))
  if (stranger !== undefined) return bad(stranger, `is none of ${names.join(', ')}`)
  const subjects = fields.filter(({ name }) => kinds.some((kind) => kind === name))
  const [subject, another] = subjects
  if (subject === undefined)
    return left(failure('Usage', `Error: ${file}: it says none of ${kinds.join(', ')}`))
  if (another !== undefined) return bad(another, `cannot stand beside ${subject.name}`)
  const generator = fields.find(({ name }) => name === 'generator')
  if (generator !== undefined && subject.name !== 'run')
    return bad(generator, `needs run, not ${subject.name}`)
  for (const field of [subject, generator])
    if (field !== undefined && field.fields === null && field.value !== null)
      return bad(field, 'is not a list of settings by name')
  const start = fields.find(({ name }) => name === 'start')
  if (start !== undefined && typeof start.value !== 'string') return bad(start, 'is no time')
  const plan = planOf(fields, bad)
  if (isLeft(plan)) return plan
  return right({
    folder,
    what: {
      kind: subject.name as CaseSubject['kind'],
      file,
      fields: subject.fields ?? [],
      generator: generator === undefined ? null : (generator.fields ?? []),
    },
    start: start === undefined ? null : String(start.value),
    plan: plan.right,
  })
}

type Bad = (field: Field, says: string) => Either<Failure, never>

const planOf = (fields: ReadonlyArray<Field>, bad: Bad): Either<Failure, ProjectionPlan> => {
  const market = fields.find(({ name }) => name === 'market')
  const redact = fields.find(({ name }) => name === 'redact')
  const kept = market?.value ?? 'keep'
  if (market !== undefined && kept !== 'keep' && kept !== 'leave out')
    return bad(market, `is ${JSON.stringify(kept)}, not keep or leave out`)
  const redacted = redact === undefined ? right([]) : redactedOf(redact, bad)
  if (isLeft(redacted)) return redacted
  return right({ market: kept === 'keep' ? 'keep' : 'leave out', redacted: redacted.right })
}

/** Fields that may vary, each with the reason why: what nobody can explain is not left out. */
const redactedOf = (field: Field, bad: Bad): Either<Failure, ReadonlyArray<string>> => {
  const list: ReadonlyArray<unknown> = Array.isArray(field.value) ? field.value : [field.value]
  const redacted: Array<string> = []
  for (const [index, each] of list.entries()) {
    const one = (each ?? {}) as Readonly<Record<string, unknown>>
    const { field: name, because } = one
    const place = `number ${String(index + 1)}`
    if (typeof name !== 'string' || !/^(\*|[A-Z][A-Za-z]+)\.[a-z][A-Za-z]*$/.test(name))
      return bad(field, `${place} has no field: TYPE.name, or *.name for all`)
    if (typeof because !== 'string' || because.trim() === '')
      return bad(field, `${place}, ${name}, has no because: why it may vary`)
    const stranger = Object.keys(one).find((key) => key !== 'field' && key !== 'because')
    if (stranger !== undefined) return bad(field, `${place} has ${stranger}`)
    redacted.push(name)
  }
  return right(redacted)
}
