/** Our own history contradicts itself: the session must stop. Never used for bad input. */
export class InvariantViolated extends Error {
  override readonly name = 'InvariantViolated'
}

/**
 * Throws `InvariantViolated` unless the claim holds. What it would say is a function where saying
 * it costs something: claims on the corridor hold millions of times a second.
 */
export function invariant(claim: boolean, says: string | (() => string)): asserts claim {
  if (!claim) throw new InvariantViolated(typeof says === 'string' ? says : says())
}

/**
 * Throws `InvariantViolated`: for what stands behind `??`, where a claim would make a function of
 * its own for each line.
 */
export const broken = (says: string): never => {
  throw new InvariantViolated(says)
}
