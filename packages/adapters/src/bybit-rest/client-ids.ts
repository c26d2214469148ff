import { createHash, randomBytes } from 'node:crypto'

/**
 * Makes client ids: a prefix and a number from 1 up, at most 36 characters. A prefix that is given
 * has to be another one at each start: an exchange takes no id twice. Where none is given it is
 * made of the moment and of `salt`.
 */
export const newClientIds = (prefix: string, salt: string, startedMs: number): (() => string) => {
  const own = prefix === '' ? `st-${startedMs.toString(36)}-${salt}-` : prefix
  let count = 0
  return () => {
    count += 1
    return `${own}${String(count).padStart(8, '0')}`
  }
}

/** What tells clients apart that start at the same moment; the same seed gives the same. */
export const saltOfSeed = (seed: number): string =>
  createHash('sha256').update(String(seed)).digest('hex').slice(0, 6)

/** What tells clients apart that start at the same moment, wherever they are. */
export const randomSalt = (): string => randomBytes(3).toString('hex')
