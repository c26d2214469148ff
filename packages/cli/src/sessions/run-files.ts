import { existsSync } from 'node:fs'
import { dirname } from 'node:path'

import { isRunPath, isSameFile } from '@shadowtape/adapters'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { JournalPlace } from '../shell/journal-option'
import type { FillOptions } from './fill-settings'

/** The files that a run reads and writes. */
export type RunFiles = JournalPlace &
  Pick<FillOptions, 'feedLatency' | 'entryLatency' | 'responseLatency'> & {
    readonly capture?: ReadonlyArray<string>
    readonly resume?: string
    readonly config?: string
    readonly instruments?: string
    readonly edgeFile?: string
    readonly strategy: string
  }

/** What is wrong with the files that are to be read and written, taken together, or `null`. */
export const filesFault = (files: RunFiles): Failure | null => {
  const { capture, journal } = files
  if (capture === undefined || capture.length === 0)
    return failure('Usage', 'Error: --capture FILE is required')
  if (journal === undefined) return null
  const lost = readAndWritten(files, journal)
  if (lost !== null) {
    const says = `Error: --journal ${journal} is ${lost}, which is read; it would be lost`
    return failure('Usage', says)
  }
  return isTaken(files, journal)
    ? failure('Failed', `Error: ${journal}: it exists already; --force replaces it`)
    : null
}

/** Whether a file is where the journal is to go; a directory is looked into when it is opened. */
const isTaken = ({ force }: RunFiles, journal: string): boolean =>
  force !== true && !isRunPath(journal) && existsSync(journal)

/** What is read and lies where the journal is to go: `--force` would not save it. */
const readAndWritten = (files: RunFiles, journal: string): string | null => {
  const { capture = [], resume, config, instruments, edgeFile, strategy } = files
  const ways = [files.feedLatency, files.entryLatency, files.responseLatency]
  const latencies = ways.map((way) => ('file' in way ? way.file : undefined))
  const read = [...capture, resume, config, instruments, edgeFile, strategy, ...latencies]
  // a segment lies in a directory, and is read with all of them
  const isSegment =
    resume !== undefined &&
    (isSameFile(dirname(resume), journal) || isSameFile(resume, dirname(journal)))
  const lost = isSegment
    ? resume
    : read.find((file) => file !== undefined && isSameFile(file, journal))
  return lost ?? null
}
