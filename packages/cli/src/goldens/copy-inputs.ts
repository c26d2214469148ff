import { closeSync, openSync, writeSync } from 'node:fs'

import type { FileFailure } from '@shadowtape/adapters'
import { readBlocks } from '@shadowtape/adapters'
import { knownDialects, messageName, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { isAboutKeeping } from './projection'

/** What was copied: how many inputs, and behind which line they begin, if not at the first. */
export type CopiedInputs = { readonly inputs: number; readonly cutBehind: number | null }

/**
 * Copies a journal's header, its listings, and what came in between two engine times, byte for
 * byte, into a new file.
 */
export const copyInputs = (
  journal: string,
  to: string,
  range: { readonly from: number; readonly to: number },
): Either<FileFailure, CopiedInputs> => {
  const file = openSync(to, 'wx')
  const envelope = newEnvelope()
  const viewOf = newViewer()
  let [inputs, before] = [0, 0]
  let first = null as number | null
  try {
    const read = readBlocks(journal, (b, start, end) => {
      const v = viewOf(b)
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        const line = b.subarray(p, newline + 1)
        const isRead = readEnvelope(b, v, p, newline, envelope, knownDialects.names)
        p = newline + 1
        if (!isRead || envelope.cause !== null) continue
        const [type, { seq, at }] = [messageName(envelope.type), envelope]
        if (at > range.to) return 'stop'
        if (isAboutKeeping(type)) continue
        const isInRange = at >= range.from
        const isNeeded = type === 'SessionOpened' || type === 'InstrumentListed'
        if (isInRange || isNeeded) writeSync(file, line)
        if (type === 'SessionOpened') continue
        if (!isInRange) before += 1
        else {
          inputs += 1
          first ??= seq
        }
      }
      return 'go on'
    })
    if (isLeft(read)) return read
    return right({ inputs, cutBehind: before === 0 || first === null ? null : first - 1 })
  } finally {
    closeSync(file)
  }
}
