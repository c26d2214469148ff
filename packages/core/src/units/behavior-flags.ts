import type { BehaviorFlag } from './behaviors'
import { behaviorsOf } from './behaviors'

/** Every behavior flag there is, by number. An entry is added at the end and never removed. */
export const behaviorFlags = [] as const satisfies ReadonlyArray<BehaviorFlag>

/** The flags of this engine: what headers may say, and what a session has. */
export const knownBehaviors = behaviorsOf<(typeof behaviorFlags)[number]['name']>(behaviorFlags)
