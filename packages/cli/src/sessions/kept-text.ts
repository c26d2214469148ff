import { statSync } from 'node:fs'

import type { FileFailure } from '@shadowtape/adapters'
import { fileFailureText, isRunDirectory } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import { scanJournal } from '../journals/scan-journal'
import { grouped, quantity } from '../reports/quantity-text'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Recorder } from './recorder'

/** What a recorder can say of its file. */
type Written = Pick<Recorder, 'durableBytes' | 'writtenBytes'>

/**
 * What a person is told of the journal of a session that did not come to its close: how far the
 * file is sound, as it can be read now, and how much of it is known to be on the device.
 */
export const keptText = (journal: string, written: Written | null): string => {
  if (!isFile(journal)) return `${journal} keeps nothing that can be read back.`
  const scan = scanJournal(journal, () => undefined)
  if (isLeft(scan) || scan.right.found.lines === 0) return `${journal} keeps no whole line.`
  const { lines, sealedLines } = scan.right.found
  const sealed =
    sealedLines === 0 ? 'none of them sealed' : `sealed up to seq ${grouped(sealedLines)}`
  return (
    `${journal} keeps ${quantity(lines, 'line')}, ${sealed}, without a close` +
    `${deviceText(written)}.\n` +
    `shadowtape recover ${journal} --mode tail --out FILE makes a journal of them.`
  )
}

/** Why a session's journal could not be written to its close, and what is left of it. */
export const recordingFailure = (failed: FileFailure, recorder: Written | null): Failure => {
  const frozen = 'Trading was frozen: nothing that is decided now could be recorded.'
  const kept = keptText(failed.path, recorder)
  return failure('Failed', `Error: ${fileFailureText(failed)}\n${frozen}\n${kept}`)
}

const deviceText = (written: Written | null): string => {
  if (written === null) return ''
  const [durable, bytes] = [written.durableBytes(), written.writtenBytes()]
  if (durable === bytes) return ', all on the device'
  return durable === 0
    ? ', none of it known to be on the device'
    : `, ${grouped(durable)} of its ${quantity(bytes, 'byte')} known to be on the device`
}

const isFile = (path: string): boolean =>
  isRunDirectory(path) || (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
