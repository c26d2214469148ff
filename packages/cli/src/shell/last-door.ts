import type { Redactor } from '@shadowtape/adapters'
import { guardOutput } from '@shadowtape/adapters'

import { exitCodes } from './exit-codes'

/** Variables whose values are secrets, whoever reads them. */
export const secretVariables = [
  'BYBIT_API_KEY',
  'BYBIT_API_SECRET',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
] as const

/**
 * Puts the redactor before all that this process says: both outputs, whoever writes to them, also
 * modules of a user's and threads; errors that nobody caught; and Node's own warnings.
 */
export const lastDoor = (redactor: Redactor): void => {
  for (const name of secretVariables) {
    const value = process.env[name] ?? ''
    // a shorter one would hide every such word, and is no real key
    if (value.length >= 8) redactor.remember(value)
  }
  guardOutput(process.stdout, redactor)
  guardOutput(process.stderr, redactor)
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${redactor.error(error)}\n`, () => process.exit(exitCodes.Failed))
  })
  // Node prints warnings past the stream; where they are switched off nobody listens for them
  if (process.listenerCount('warning') === 0) return
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => {
    process.stderr.write(`(node:${String(process.pid)}) ${name}: ${message}\n`)
  })
}
