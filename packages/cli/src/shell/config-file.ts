import { StrategyParams } from '@shadowtape/core'
import type { Command, Option } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { Failure } from './failure'
import { failure } from './failure'
import type { Field } from './yaml-file'
import { fieldsOfFile } from './yaml-file'

/**
 * Gives a command the options that a JSON or YAML file sets, by the names of its options in camel
 * case. What was typed wins. Every field is checked as if it had been typed.
 */
export const withConfigFile = async (
  command: Command,
  file: string,
  refused: ReadonlyArray<string> = [],
): Promise<Either<Failure, void>> => {
  const fields = await fieldsOfFile(file)
  return isLeft(fields) ? fields : withFields(command, file, fields.right, refused)
}

/** Gives a command options by name, but for those that may not be set; what was typed wins. */
export const withFields = (
  command: Command,
  file: string,
  fields: ReadonlyArray<Field>,
  refused: ReadonlyArray<string> = [],
): Either<Failure, void> => {
  const known = settings(command).filter((option) => !refused.includes(option.attributeName()))
  for (const { name, line, value } of fields) {
    const place = `${file}:${String(line)}`
    const option = known.find((one) => one.attributeName() === name)
    if (option === undefined) return bad(place, name, `is no setting; there are ${names(known)}`)
    const parsed = parsedField(option, value)
    if (typeof parsed === 'string') return bad(place, name, parsed)
    if (command.getOptionValueSource(name) !== 'cli')
      command.setOptionValueWithSource(name, parsed.value, 'config')
  }
  return right(undefined)
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
  if (Array.isArray(option.defaultValue)) return repeatedField(option, value)
  const text = Array.isArray(value) ? value.join(',') : value
  if (typeof text !== 'string' && typeof text !== 'number')
    return `is ${JSON.stringify(value)}, not a text`
  return typedField(option, String(text))
}

const asTexts = (value: unknown): { readonly value: ReadonlyArray<string> } | string => {
  const list: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value]
  return list.every((one): one is string => typeof one === 'string')
    ? { value: list }
    : 'is not a text or a list of texts'
}

/** An option that may be typed again and again takes a list. */
const repeatedField = (option: Option, value: unknown): { readonly value: unknown } | string => {
  const texts = asTexts(value)
  if (typeof texts === 'string') return texts
  let before: unknown = undefined
  for (const text of texts.value) {
    const parsed = typedField(option, text, before)
    if (typeof parsed === 'string') return parsed
    before = parsed.value
  }
  return { value: before ?? [] }
}

const typedField = (
  option: Option,
  text: string,
  before?: unknown,
): { readonly value: unknown } | string => {
  if (option.argChoices !== undefined && !option.argChoices.includes(text))
    return `is ${JSON.stringify(text)}, not one of ${option.argChoices.join(', ')}`
  try {
    return {
      value: option.parseArg === undefined ? text : option.parseArg<unknown>(text, before),
    }
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    return `is ${JSON.stringify(text)}: ${error.message}`
  }
}

/** The options that a file may set: all but those about itself, another session, the program. */
const settings = (command: Command): ReadonlyArray<Option> =>
  command.options.filter(
    (option) => !['config', 'resume', 'version'].includes(option.attributeName()),
  )

const names = (options: ReadonlyArray<Option>): string =>
  options.map((option) => option.attributeName()).join(', ')

const bad = (place: string, field: string, says: string): Either<Failure, never> =>
  left(failure('Usage', `Error: ${place}: ${field} ${says}`))
