import { isLeft, left, right } from 'fp-ts/Either'

import { secretFault } from './secret-fault'
import type { SecretStore } from './secret-store'
import { changeSecretsFile, readSecretsFile } from './secrets-file'

/**
 * Secrets in a file of JSON that only its owner can read, in a folder that only its owner can open.
 * One file may hold several environments; who asks for one sees no other.
 */
export const fileStore = (path: string): SecretStore => ({
  backend: 'file',
  read: (name) => {
    const all = readSecretsFile(path)
    if (isLeft(all)) return Promise.resolve(all)
    return Promise.resolve(right(all.right.find((one) => one.name === name) ?? null))
  },
  create: (name, value, nowMs) =>
    Promise.resolve(
      changeSecretsFile(path, (all) =>
        all.some((one) => one.name === name)
          ? left(secretFault('Exists', `${path} has a ${name} already`))
          : right([...all, { name, value, createdMs: nowMs, rotatedMs: null }]),
      ),
    ),
  replace: (name, value, nowMs) =>
    Promise.resolve(
      changeSecretsFile(path, (all) =>
        all.some((one) => one.name === name)
          ? right(all.map((one) => (one.name === name ? { ...one, value, rotatedMs: nowMs } : one)))
          : left(secretFault('Missing', `${path} has no ${name}`)),
      ),
    ),
  drop: (name) =>
    Promise.resolve(
      changeSecretsFile(path, (all) =>
        all.some((one) => one.name === name)
          ? right(all.filter((one) => one.name !== name))
          : left(secretFault('Missing', `${path} has no ${name}`)),
      ),
    ),
  facts: (names) => {
    const all = readSecretsFile(path)
    if (isLeft(all)) return Promise.resolve(all)
    const found = all.right.filter(({ name }) => names.includes(name))
    return Promise.resolve(right(found.map(({ value: _, ...facts }) => facts)))
  },
})
