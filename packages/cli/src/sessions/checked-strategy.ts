import type { Command, State, Strategy, View } from '@shadowtape/core'
import { commands, fieldsOf } from '@shadowtape/core'

import { clipped } from '../reports/printable'

/** A strategy asked for what cannot be journaled. The message names the strategy and the field. */
export class BadCommand extends Error {
  override readonly name = 'BadCommand'
}

/** What a strategy may ask for; thawing is an operator's, closing is the session's. */
const allowed = ['PlaceOrder', 'CancelOrder', 'CancelAllOrders', 'FreezeTrading'] as const

/** A strategy whose every command is checked; it throws `BadCommand` for one that is not sound. */
export const checkedStrategy = (path: string, strategy: Strategy): Strategy => ({
  name: strategy.name,
  initial: (opened) => strategy.initial(opened),
  evolve: (slice, message, view) => {
    strategy.evolve(slice, message, view)
  },
  decide: (view, message) => {
    const decided: unknown = strategy.decide(view, message)
    if (!Array.isArray(decided))
      throw new BadCommand(`${path}: decide returned ${shown(decided)}, not a list of commands`)
    for (const command of decided as ReadonlyArray<unknown>) {
      const fault = commandFault(command, view)
      if (fault !== null) throw new BadCommand(`${path}: ${fault}`)
    }
    return decided as ReadonlyArray<Command>
  },
})

/** What is wrong with a command, or `null`. */
const commandFault = (command: unknown, view: Pick<State, 'instruments'> | View): string | null => {
  if (typeof command !== 'object' || command === null)
    return `decide returned ${shown(command)} among its commands`
  const fields = command as Readonly<Record<string, unknown>>
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
