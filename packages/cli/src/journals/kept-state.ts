import type { State } from '@shadowtape/core'
import { initialState } from '@shadowtape/core'

/**
 * A state that was kept as JSON; `null` where the value is none. What an older engine did not keep
 * is as it is before anything happened; a digest says whether it is the state it should be.
 */
export const keptState = (value: unknown): State | null =>
  typeof value === 'object' && value !== null && 'config' in value
    ? { ...initialState(), ...(value as State) }
    : null
