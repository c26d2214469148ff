import type { Failure } from '../shell/failure'

/** A session cannot go on, or not from this; `kind` says how the command ends. */
export class NotResumed extends Error {
  override readonly name = 'NotResumed'
  constructor(
    message: string,
    readonly kind: Failure['type'] = 'Failed',
  ) {
    super(message)
  }
}
