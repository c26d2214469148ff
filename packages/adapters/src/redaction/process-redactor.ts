import { newRedactor } from './redactor'

/**
 * The one redactor of this process: what fetches, saves or makes a secret tells it, and all that
 * leaves the process comes through it.
 */
export const processRedactor = newRedactor()
