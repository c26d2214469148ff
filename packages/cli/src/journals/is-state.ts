import type { State } from '@shadowtape/core'

/** Whether a value could be a state that was kept; its digest says whether it is the one. */
export const isState = (value: unknown): value is State =>
  typeof value === 'object' && value !== null && 'config' in value
