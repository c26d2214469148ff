import { left, right } from 'fp-ts/Either'

import { secretFault } from './secret-fault'
import type { SecretStore, StoredSecret } from './secret-store'

/** Secrets that are gone with the process. */
export const memoryStore = (): SecretStore => {
  const kept = new Map<string, StoredSecret>()
  return {
    backend: 'memory',
    read: (name) => Promise.resolve(right(kept.get(name) ?? null)),
    create: (name, value, nowMs) => {
      if (kept.has(name))
        return Promise.resolve(left(secretFault('Exists', `there is a ${name} already`)))
      kept.set(name, { name, value, createdMs: nowMs, rotatedMs: null })
      return Promise.resolve(right(undefined))
    },
    replace: (name, value, nowMs) => {
      const before = kept.get(name)
      if (before === undefined)
        return Promise.resolve(left(secretFault('Missing', `there is no ${name}`)))
      kept.set(name, { ...before, value, rotatedMs: nowMs })
      return Promise.resolve(right(undefined))
    },
    drop: (name) =>
      Promise.resolve(
        kept.delete(name) ? right(undefined) : left(secretFault('Missing', `there is no ${name}`)),
      ),
    facts: (names) =>
      Promise.resolve(
        right(
          names.flatMap((name) => {
            const found = kept.get(name)
            if (found === undefined) return []
            const { value: _, ...facts } = found
            return [facts]
          }),
        ),
      ),
  }
}
