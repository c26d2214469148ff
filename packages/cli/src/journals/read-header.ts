import type { FileFailure } from '@shadowtape/adapters'
import { readBlocks } from '@shadowtape/adapters'
import type { LineFault, SessionOpened } from '@shadowtape/core'
import { crcFault, lineFault, readUtf8, viewOf } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { codecOf } from './codec-of'
import { incompatibility, undecidable } from './compatibility'
import type { LineFields } from './line-text'
import { typeOf } from './line-text'

/** Why a journal's header is of no use: the file, its bytes, or what it says. */
export type HeaderFailure =
  | FileFailure
  | { readonly type: 'Damaged'; readonly fault: LineFault }
  | { readonly type: 'Incompatible'; readonly why: string }

/**
 * Reads a journal's header and refuses what this engine cannot re-execute, before anything else
 * is looked at.
 */
export const readHeader = (path: string): Either<HeaderFailure, SessionOpened> => {
  let line = null as Buffer | null
  const read = readBlocks(path, (b, start) => {
    line = Buffer.from(b.subarray(start, b.indexOf(10, start)))
    return 'stop'
  })
  if (isLeft(read)) return read
  return line === null ? damaged(lineFault('torn', null, 'it has no end')) : headerOf(line)
}

const headerOf = (line: Buffer): Either<HeaderFailure, SessionOpened> => {
  const why = unreadable(line)
  if (why !== null) return left({ type: 'Incompatible', why })
  const fault = crcFault(line, viewOf(line), 0, line.length)
  if (fault !== null) return damaged(fault)
  const entry = codecOf(line, 0, line.length).decode(line, 0, line.length, 'trust')
  if (isLeft(entry)) return damaged(entry.left)
  const { message } = entry.right
  if (message.type !== 'SessionOpened')
    return damaged(lineFault('order', 'type', 'a journal begins with SessionOpened'))
  const other = undecidable(message)
  return other === null ? right(message) : left({ type: 'Incompatible', why: other })
}

const damaged = (fault: LineFault): Either<HeaderFailure, never> => left({ type: 'Damaged', fault })

/** Why a line that is not damaged is a header this engine does not understand, or `null`. */
const unreadable = (line: Buffer): string | null => {
  if (crcFault(line, viewOf(line), 0, line.length)?.kind === 'crc') return null
  try {
    const header = JSON.parse(readUtf8(line, 0, line.length) ?? '') as unknown
    if (typeof header !== 'object' || header === null) return null
    const fields = header as LineFields
    return typeOf(fields) === 'SessionOpened' ? incompatibility(fields) : null
  } catch {
    return null
  }
}
