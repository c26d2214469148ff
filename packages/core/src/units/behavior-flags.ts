import type { BehaviorFlag } from './behaviors'
import { behaviorsOf } from './behaviors'

/** Every behavior flag there is, by number. An entry is added at the end and never removed. */
export const behaviorFlags = [
  {
    number: 1,
    name: 'strict-reducing',
    says:
      'While trading may only reduce, open orders are judged again with every fill that we hear ' +
      'of, and what reduce-only orders and amendments under way may come to is counted.',
    since: '0.1.0',
  },
] as const satisfies ReadonlyArray<BehaviorFlag>

/** The flags of this engine: what headers may say, and what a session has. */
export const knownBehaviors = behaviorsOf<(typeof behaviorFlags)[number]['name']>(behaviorFlags)
