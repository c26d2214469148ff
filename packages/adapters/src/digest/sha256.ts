import { createHash } from 'node:crypto'

import type { NewHasher } from '@shadowtape/core'

/** SHA-256 by OpenSSL. */
export const newSha256: NewHasher = () => {
  const hash = createHash('sha256')
  return {
    update: (bytes) => {
      hash.update(bytes)
    },
    hex: () => hash.digest('hex'),
  }
}
