import { createHash } from 'node:crypto'

/**
 * Makes client ids: a prefix and a number. Where no prefix is given it is made of the moment the
 * client was made at and of its seed, so that a client that is started again does not use the ids
 * of the one before; no id has more than 36 characters.
 */
export const newClientIds = (prefix: string, seed: number, startedMs: number): (() => string) => {
  const own = prefix === '' ? `st-${startedMs.toString(36)}-${digest(seed)}-` : prefix
  let count = 0
  return () => {
    count += 1
    return `${own}${String(count).padStart(8, '0')}`
  }
}

const digest = (seed: number): string =>
  createHash('sha256').update(String(seed)).digest('hex').slice(0, 4)
