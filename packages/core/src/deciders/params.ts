import * as t from 'io-ts'
import { isLeft } from 'fp-ts/Either'

import { invariant } from '../base/invariant'
import { AccountName, mainAccount } from '../units/account-name'
import type { DecimalFault } from '../units/decimal'
import { formatDecimal, parseDecimal, shortDecimal } from '../units/decimal'

/** A strategy's parameters: names to decimals, texts or flags; numbers are written as texts. */
export const StrategyParams = t.record(
  t.string,
  t.union([t.string, t.boolean, t.number, t.null]),
  'StrategyParams',
)
export type StrategyParams = t.TypeOf<typeof StrategyParams>

/** The parameters of a header, read back from its JSON text; none when it holds none. */
export const paramsOf = (strategyParams: string): StrategyParams => {
  const decoded = StrategyParams.decode(JSON.parse(strategyParams))
  return isLeft(decoded) ? {} : decoded.right
}

/** A decimal parameter at a scale, or its default; the faults of `parseDecimal` where it is bad. */
export const decimalParam = (
  params: StrategyParams,
  name: string,
  scale: number,
  byDefault: string,
): number | DecimalFault => parseDecimal(String(params[name] ?? byDefault), scale)

/** A decimal parameter, its default, and the bounds it must keep, in units of its scale. */
export type BoundedParam = {
  readonly name: string
  readonly scale: number
  readonly byDefault: string
  readonly min: number
  readonly max: number
}

/** The most that a distance in basis points may be, at four decimals: the whole price. */
export const bpsMax = 10_000 * 10_000

/**
 * A decimal parameter between its bounds; throws `InvariantViolated`, naming the parameter, where
 * it is not. A strategy's `initial` is tried on the parameters before a session opens.
 */
export const boundedParam = (params: StrategyParams, bounded: BoundedParam): number => {
  const { name, scale, byDefault, min, max } = bounded
  const value = decimalParam(params, name, scale, byDefault)
  invariant(typeof value === 'number', () => `${name} is ${String(value)}`)
  const boundText = (bound: number): string => shortDecimal(formatDecimal(bound, scale))
  invariant(value >= min, () => `${name} must be at least ${boundText(min)}`)
  invariant(value <= max, () => `${name} must be at most ${boundText(max)}`)
  return value
}

/** The account that a strategy trades for: its parameter `account`, or the main one. */
export const accountParam = (params: StrategyParams): AccountName => {
  const value = params['account'] ?? mainAccount
  invariant(AccountName.is(value), () => `account is ${String(value)}, which is no account's name`)
  return value
}

/** A parameter that takes one of a few names, and its default. */
export type ChoiceParam<T extends string> = {
  readonly name: string
  readonly choices: ReadonlyArray<T>
  readonly byDefault: T
}

/** One of the names a parameter may have; throws `InvariantViolated` where it is another. */
export const choiceParam = <T extends string>(
  params: StrategyParams,
  chosen: ChoiceParam<T>,
): T => {
  const { name, choices, byDefault } = chosen
  const value = String(params[name] ?? byDefault)
  const choice = choices.find((each) => each === value)
  invariant(choice !== undefined, () => `${name} must be one of ${choices.join(', ')}`)
  return choice
}
