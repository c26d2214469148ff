import type { OutputPlace } from '@shadowtape/adapters'
import { isSameFile } from '@shadowtape/adapters'
import { messages } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'
import { statSync } from 'node:fs'
import { join } from 'node:path'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { mcapName } from './mcap-sink'

/** What a journal can be exported to. */
export const exportFormats = ['csv', 'parquet', 'mcap'] as const

/** A format of an export. */
export type ExportFormat = (typeof exportFormats)[number]

/** Where an export goes, as a person asked for it. */
export type ExportTarget = {
  readonly journal: string
  readonly to: ExportFormat
  readonly out: string
  readonly types: ReadonlySet<string> | undefined
}

/**
 * The place of an export: MCAP is one file, and so is one type of message; of several types each
 * has a file in a folder. The journal is never written over.
 */
export const exportPlace = (target: ExportTarget): Either<Failure, OutputPlace> => {
  const { journal, to, out, types } = target
  const [only, ...more] = types ?? []
  const name = to === 'mcap' ? mcapName : more.length === 0 ? only : undefined
  if (isSameFile(journal, out))
    return left(usage(`--out ${out} is the journal itself; it would be lost.`))
  if (name !== undefined)
    return isFolder(out)
      ? left(usage(`--out ${out} is a folder; ${to === 'mcap' ? 'MCAP' : 'one type'} is a file.`))
      : right({ as: 'file', path: out, name })
  const ending = `.${to}`
  if (out.endsWith(ending))
    return left(
      usage(
        `--out ${out} would be a folder of files, one for each type of message. ` +
          `Give it a folder's name, or name one type with --types.`,
      ),
    )
  const names = Object.keys(messages)
  const lost = names.find((each) => isSameFile(journal, join(out, `${each}${ending}`)))
  return lost === undefined
    ? right({ as: 'folder', path: out, ending, names })
    : left(usage(`--out ${out} has the journal in it, as ${lost}${ending}; it would be lost.`))
}

const usage = (says: string): Failure => failure('Usage', `Error: ${says}`)

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
