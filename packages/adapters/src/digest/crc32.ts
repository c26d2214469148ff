import { crc32 } from 'node:zlib'

import type { CrcOf } from '@shadowtape/core'

/** CRC-32 by zlib. */
export const zlibCrc: CrcOf = (bytes) => crc32(bytes)
