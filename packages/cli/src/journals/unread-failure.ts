import { quantity } from '../reports/quantity-text'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'

/** What is said where lines had to be passed over, so that more may be true than was found. */
export const unreadFailure = (path: string, damaged: number): Failure | null =>
  damaged === 0
    ? null
    : failure(
        'Failed',
        `${path}: ${quantity(damaged, 'line')} behind it cannot be read, so there may be more` +
          ' than is said here. shadowtape doctor says what is wrong.',
      )
