import type { GeneratedPlan, GeneratedSymbol } from '@shadowtape/adapters'
import { generatedPlan, generatedSymbols } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Field } from '../shell/yaml-file'

/** The market that a case's `generator` asks for: seed, symbols, seconds calm, seconds toxic. */
export const generatedMarketOf = (
  file: string,
  fields: ReadonlyArray<Field>,
): Either<Failure, GeneratedPlan> => {
  let plan: GeneratedPlan = generatedPlan
  for (const { name, line, value } of fields) {
    const bad = (says: string): Either<Failure, never> =>
      left(failure('Usage', `Error: ${file}:${String(line)}: generator.${name} ${says}`))
    if (name === 'symbols') {
      const symbols = symbolsOf(value)
      if (symbols === null) return bad(`is not some of ${generatedSymbols.join(', ')}`)
      plan = { ...plan, symbols }
      continue
    }
    const setting = numbers[name]
    if (setting === undefined)
      return bad(`is none of ${['symbols', ...Object.keys(numbers)].join(', ')}`)
    const { min, max, set } = setting
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max)
      return bad(`is ${JSON.stringify(value)}, not a whole number from ${min} to ${max}`)
    plan = { ...plan, ...set(value) }
  }
  return right(plan)
}

type NumberSetting = {
  readonly min: number
  readonly max: number
  readonly set: (value: number) => Partial<GeneratedPlan>
}

const numbers: Readonly<Record<string, NumberSetting>> = {
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, set: (seed) => ({ seed }) },
  calm: { min: 1, max: 86_400, set: (s) => ({ calmUs: s * 1_000_000 }) },
  toxic: { min: 0, max: 86_400, set: (s) => ({ toxicUs: s * 1_000_000 }) },
  levels: { min: 10, max: 25, set: (levels) => ({ levels }) },
}

const symbolsOf = (value: unknown): ReadonlyArray<GeneratedSymbol> | null => {
  const list: ReadonlyArray<unknown> = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(',')
      : []
  const known = list.map((name) => generatedSymbols.find((each) => each === String(name).trim()))
  const symbols = known.filter((each) => each !== undefined)
  return symbols.length === 0 || symbols.length < known.length ? null : [...new Set(symbols)]
}
