import { printable } from '../reports/printable'
import type { CliEnv } from '../shell/cli-env'
import { StrategyFault } from './checked-strategy'
import type { ImpureDecision } from './strategy-call'

/**
 * What is done about a strategy that asks for what no journal holds: it is said once for each
 * function, or, under guard, ends the session. A result that is only rounded as each engine likes
 * comes out the same again on this one: that is for the guard alone.
 */
export const strategyPurity = (
  guard: true | undefined,
  env: Pick<CliEnv, 'remark'>,
): ((found: ImpureDecision) => StrategyFault | null) => {
  if (guard === true) return (found) => new StrategyFault(inWords(found))
  const said = new Set<string>()
  return (found) => {
    const { path, impure } = found
    if (impure.kind === 'rounding' || said.has(`${path} ${impure.name}`)) return null
    said.add(`${path} ${impure.name}`)
    const says = 'no journal holds what it gave, and a replay may decide otherwise'
    env.remark(`Warning: ${printable(inWords(found))}: ${says}.\n`)
    return null
  }
}

const inWords = ({ path, verb, seq, impure, place }: ImpureDecision): string => {
  const line = seq === null ? '' : ` at seq ${String(seq)}`
  const where = place === '' ? '' : ` (at ${place})`
  return `${path}: ${verb} called ${impure.name}${line}${where}`
}
