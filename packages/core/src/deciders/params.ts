import * as t from 'io-ts'
import { isLeft } from 'fp-ts/Either'

import type { DecimalFault } from '../units/decimal'
import { parseDecimal } from '../units/decimal'

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
