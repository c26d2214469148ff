import type { State, Strategy, View, Wish } from '@shadowtape/core'
import { InvariantViolated, commandOf, commands, fieldsOf } from '@shadowtape/core'

import { clipped } from '../reports/printable'
import { strategyCall } from './strategy-call'

/**
 * A person's strategy threw, asked for what cannot be journaled, or remembers what is no plain
 * data. The message names the strategy, and the field or the place in its source.
 */
export class StrategyFault extends Error {
  override readonly name = 'StrategyFault'
}

/** What a strategy may ask for; thawing is an operator's, closing is the session's. */
const allowed = [
  'PlaceOrder',
  'AmendOrder',
  'CancelOrder',
  'CancelAllOrders',
  'SetTradingStop',
  'FreezeTrading',
] as const

/**
 * A strategy that is watched: whatever goes wrong in it is a `StrategyFault`. Every command is
 * checked; its slice is when it is made, and again at every seal.
 */
export const checkedStrategy = (path: string, strategy: Strategy): Strategy => ({
  name: strategy.name,
  initial: (opened) => {
    const slice: unknown = watched(path, 'initial', 1, () => strategy.initial(opened))
    mustBePlain(path, slice)
    return slice as object
  },
  evolve: (slice, message, view) => {
    watched(path, 'evolve', seqOf(view), () => {
      strategy.evolve(slice, message, view)
    })
    if (message.type === 'Sealed') mustBePlain(path, slice)
  },
  decide: (view, message) => {
    const decided: unknown = watched(path, 'decide', seqOf(view), () =>
      strategy.decide(view, message),
    )
    if (!Array.isArray(decided))
      throw new StrategyFault(`${path}: decide returned ${shown(decided)}, not a list of commands`)
    for (const command of decided as ReadonlyArray<unknown>) {
      const fault = commandFault(command, view)
      if (fault !== null) throw new StrategyFault(`${path}: ${fault}`)
    }
    return decided as ReadonlyArray<Wish>
  },
})

/** The line that a strategy is called for: what it is shown is the whole state. */
const seqOf = (view: View): number | null => (view as View & Partial<State>).seq ?? null

const watched = <T>(path: string, verb: string, seq: number | null, work: () => T): T => {
  try {
    return strategyCall(path, verb, seq, work)
  } catch (error) {
    if (error instanceof InvariantViolated || error instanceof StrategyFault) throw error
    const says = error instanceof Error ? `${error.name}: ${error.message}` : shown(error)
    throw new StrategyFault(`${path}: ${verb} threw ${says}${placeOf(error)}`)
  }
}

/** Where an error was thrown, as its stack says it first. */
const placeOf = (error: unknown): string => {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const place = /\n\s+at (?:.* \()?(?:file:\/\/)?([^()\n]+:\d+:\d+)\)?/.exec(stack)?.[1]
  return place === undefined ? '' : ` (at ${place})`
}

const mustBePlain = (path: string, slice: unknown): void => {
  const isRecord = typeof slice === 'object' && slice !== null && !Array.isArray(slice)
  const fault = isRecord ? plainFault(slice, 'slice') : `the slice is ${shown(slice)}, not a record`
  if (fault !== null) throw new StrategyFault(`${path}: ${fault}`)
}

/** What keeps a value from being plain data, which a journal's digests can tell, or `null`. */
const plainFault = (value: unknown, place: string): string | null => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null
  if (typeof value === 'number')
    return Number.isFinite(value) ? null : `${place} is ${String(value)}, which is no number`
  if (typeof value !== 'object') return `${place} is ${kindOf(value)}, not plain data`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (Array.isArray(value) || prototype === Object.prototype || prototype === null) {
    for (const [name, member] of Object.entries(value)) {
      const fault = plainFault(member, `${place}.${name}`)
      if (fault !== null) return fault
    }
    return null
  }
  return `${place} is a ${value.constructor.name}, not plain data`
}

const kindOf = (value: unknown): string => (value === undefined ? 'undefined' : `a ${typeof value}`)

/** What is wrong with a command, or `null`. */
const commandFault = (command: unknown, view: Pick<State, 'instruments'> | View): string | null => {
  if (typeof command !== 'object' || command === null)
    return `decide returned ${shown(command)} among its commands`
  const fields = commandOf(command as Wish) as unknown as Readonly<Record<string, unknown>>
  const type = allowed.find((name) => name === fields['type'])
  if (type === undefined)
    return `a strategy cannot ask for ${shown(fields['type'])}, only for ${allowed.join(', ')}`
  for (const { name, codec } of fieldsOf(commands[type]))
    if (!codec.is(fields[name]))
      return `${type}.${name} is ${shown(fields[name])}, not ${codec.name}`
  const { symbol } = fields
  const isListed = typeof symbol !== 'string' || Object.hasOwn(view.instruments, symbol)
  return isListed ? null : `${type}.symbol is ${shown(symbol)}, which is not listed`
}

const shown = (value: unknown): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  const text = JSON.stringify(value) as string | undefined
  return text === undefined ? String(value) : clipped(text, 60)
}
