/** Our own history contradicts itself: the session must stop. Never used for bad input. */
export class InvariantViolated extends Error {
  override readonly name = 'InvariantViolated'
}

/** Throws `InvariantViolated` unless the claim holds. */
export function invariant(claim: boolean, says: string): asserts claim {
  if (!claim) throw new InvariantViolated(says)
}
