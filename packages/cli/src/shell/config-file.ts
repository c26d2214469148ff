import { readFileSync } from 'node:fs'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import { StrategyParams } from '@shadowtape/core'
import type { Command, Option } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { Failure } from './failure'
import { failure } from './failure'

/**
 * Gives a command the options that a JSON or YAML file sets, by the names of its options in camel
 * case. What was typed wins. Every field is checked as if it had been typed.
 */
export const withConfigFile = async (
  command: Command,
  file: string,
): Promise<Either<Failure, void>> => {
  const fields = await fieldsOfFile(file)
  if (isLeft(fields)) return fields
  for (const [name, value] of Object.entries(fields.right)) {
    const option = command.options.find(
      (one) => one.attributeName() === name && one.long !== '--config',
    )
    if (option === undefined) return bad(file, name, `is no setting; there are ${names(command)}`)
    const parsed = parsedField(option, value)
    if (typeof parsed === 'string') return bad(file, name, parsed)
    if (command.getOptionValueSource(name) !== 'cli')
      command.setOptionValueWithSource(name, parsed.value, 'config')
  }
  return right(undefined)
}

const fieldsOfFile = async (
  file: string,
): Promise<Either<Failure, Readonly<Record<string, unknown>>>> => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return left(failure('Usage', `Error: ${fileFailureText(fileFailure(file, 'read', error))}`))
  }
  // loaded here: it would be a seventh of every command's start
  const { parseDocument } = await import('yaml')
  const document = parseDocument(text)
  const fault = document.errors[0]
  if (fault !== undefined)
    return left(failure('Usage', `Error: ${file}: ${fault.message.split('\n')[0] ?? 'not YAML'}`))
  const value: unknown = document.toJS()
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return left(failure('Usage', `Error: ${file}: the file is not a list of settings by name`))
  return right(value as Readonly<Record<string, unknown>>)
}

const parsedField = (option: Option, value: unknown): { readonly value: unknown } | string => {
  if (option.attributeName() === 'param')
    return StrategyParams.is(value)
      ? {
          value: Object.fromEntries(
            Object.entries(value).map(([name, one]) => [name, String(one)]),
          ),
        }
      : 'is not a list of parameters by name'
  if (option.isBoolean()) {
    if (typeof value !== 'boolean') return 'is not true or false'
    return { value: value ? true : undefined }
  }
  if (option.variadic) return asTexts(value)
  const text = Array.isArray(value) ? value.join(',') : value
  if (typeof text !== 'string' && typeof text !== 'number')
    return `is ${JSON.stringify(value)}, not a text`
  return typedField(option, String(text))
}

const asTexts = (value: unknown): { readonly value: unknown } | string => {
  const list: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value]
  return list.every((one) => typeof one === 'string')
    ? { value: list }
    : 'is not a text or a list of texts'
}

const typedField = (option: Option, text: string): { readonly value: unknown } | string => {
  if (option.argChoices !== undefined && !option.argChoices.includes(text))
    return `is ${JSON.stringify(text)}, not one of ${option.argChoices.join(', ')}`
  try {
    return {
      value: option.parseArg === undefined ? text : option.parseArg<unknown>(text, undefined),
    }
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    return `is ${JSON.stringify(text)}: ${error.message}`
  }
}

const names = (command: Command): string =>
  command.options
    .map((option) => option.attributeName())
    .filter((name) => !['config', 'version'].includes(name))
    .join(', ')

const bad = (file: string, field: string, says: string): Either<Failure, never> =>
  left(failure('Usage', `Error: ${file}: ${field} ${says}`))
