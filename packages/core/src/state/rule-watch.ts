import type { Age } from './ages'
import type { Ring } from './ring'

/**
 * What one rule has seen, by symbol, by account, or under `session`, as its scope says. `rings` is
 * the last lines it counts, `ages` what grows old in its sight, and `tripped` where it has denied
 * an order and let none through since.
 */
export type RuleWatch = {
  readonly rings: Readonly<Record<string, Ring>>
  readonly ages: Readonly<Record<string, Age>>
  readonly tripped: Readonly<Record<string, true>>
}

/** A rule that has seen nothing. A new value each time. */
export const newRuleWatch = (): RuleWatch => ({ rings: {}, ages: {}, tripped: {} })
