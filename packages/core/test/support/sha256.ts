import { createHash } from 'node:crypto'

import type { NewHasher } from '../../src'

/** SHA-256 by Node. */
export const sha256: NewHasher = () => {
  const hash = createHash('sha256')
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
}
