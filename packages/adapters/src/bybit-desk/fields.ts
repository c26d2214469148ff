import { parseDecimal } from '@shadowtape/core'

import type { Outcome } from './outcome'
import { invalid } from './outcome'

/**
 * Reads a request's parameters one by one. What is wrong first is kept in `fault`; whoever reads
 * on after that gets what stands in for nothing, and looks at `fault` when done.
 */
export type Fields = {
  readonly fault: () => Outcome | null
  readonly fail: (outcome: Outcome) => null
  /** The text of a parameter, also of a number; `null` where it is not given or empty. */
  readonly text: (name: string) => string | null
  readonly required: (name: string) => string
  readonly oneOf: <T extends string>(name: string, known: ReadonlyArray<T>) => T | null
  readonly whole: (name: string, least: number, most: number, otherwise: number) => number
  readonly flag: (name: string) => boolean
  /** The records of a list; `null` where it is none. */
  readonly records: (name: string) => ReadonlyArray<Readonly<Record<string, unknown>>> | null
}

/** A reader of parameters, which are looked for among a record's own. */
export const newFields = (given: Readonly<Record<string, unknown>>): Fields => {
  let fault: Outcome | null = null
  const fail = (outcome: Outcome): null => {
    fault ??= outcome
    return null
  }
  const text = (name: string): string | null => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === null || value === '') return null
    if (typeof value === 'string') return value
    if (typeof value === 'number' && Number.isFinite(value)) return String(value)
    if (typeof value === 'boolean') return String(value)
    return fail(invalid(name))
  }
  const oneOf = <T extends string>(name: string, known: ReadonlyArray<T>): T | null => {
    const value = text(name)
    if (value === null) return null
    const found = known.find((each) => each === value)
    return found ?? fail(invalid(name))
  }
  return {
    fault: () => fault,
    fail,
    text,
    oneOf,
    required: (name) => {
      const value = text(name)
      if (value === null) fail(invalid(name))
      return value ?? ''
    },
    whole: (name, least, most, otherwise) => {
      const value = text(name)
      if (value === null) return otherwise
      const whole = parseDecimal(value, 0)
      if (typeof whole === 'number' && whole >= least && whole <= most) return whole
      fail(invalid(name))
      return otherwise
    },
    flag: (name) => oneOf(name, ['true', 'false']) === 'true',
    records: (name) => {
      const value = Object.hasOwn(given, name) ? given[name] : undefined
      return Array.isArray(value) && value.every(isRecord) ? value : null
    },
  }
}

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
