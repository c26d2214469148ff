import type { State } from '@shadowtape/core'

import { stateJson } from '../reports/state-report'

/** A value of a state, by where it is; `undefined` for what is not there. */
export type Change = { readonly path: string; readonly before: unknown; readonly after: unknown }

/**
 * What a path such as `orders.open.o-17` leads to: in the state itself, whose amounts are in whole
 * units of their scales; or, where nothing there has its first name, in what the state comes to, as
 * `positions.BTCUSDT` in decimals. `undefined` for a path that leads nowhere.
 */
export const atPath = (state: State, path: string): unknown => {
  const names = path.split('.')
  const [first = ''] = names
  let value: unknown = Object.hasOwn(state, first) ? state : stateJson(state)
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[name]
  }
  return value
}

/** The names that a path can go on with; those that it can begin with for an empty one. */
export const namesIn = (state: State, path: string): ReadonlyArray<string> => {
  if (path === '') return [...new Set([...Object.keys(state), ...Object.keys(stateJson(state))])]
  return Object.keys(fieldsOf(atPath(state, path)) ?? {})
}

/** Every place where two values are not the same, by path; what is only in one is one change. */
export const changesBetween = (
  before: unknown,
  after: unknown,
  path = '',
): ReadonlyArray<Change> => {
  if (Object.is(before, after)) return []
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  if (was === null || is === null || Array.isArray(before) !== Array.isArray(after))
    return [{ path, before, after }]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort(byName)
  return names.flatMap((name) =>
    changesBetween(was[name], is[name], path === '' ? name : `${path}.${name}`),
  )
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null

/** By code unit, and places in a list by their number. */
const byName = (a: string, b: string): number => {
  const [m, n] = [Number(a), Number(b)]
  if (Number.isInteger(m) && Number.isInteger(n)) return m - n
  return a < b ? -1 : 1
}
