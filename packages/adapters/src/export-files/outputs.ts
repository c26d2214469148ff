import { mkdirSync, readdirSync, rmSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { FileFailure } from '../journal-files/file-failure'
import { fileFailure } from '../journal-files/file-failure'
import type { IfExists } from '../journal-files/journal-writer'
import type { PartialFile } from './partial-file'
import { createPartial, takenPlace } from './partial-file'

/** Where an export goes: one file, or a folder with a file for each of some names. */
export type OutputPlace =
  | { readonly as: 'file'; readonly path: string; readonly name: string }
  | {
      readonly as: 'folder'
      readonly path: string
      /** Behind each name. */
      readonly ending: string
      /** Every name that a file may have; an older export's files of these names are replaced. */
      readonly names: ReadonlyArray<string>
    }

/** A file that is in its place. */
export type Written = { readonly name: string; readonly path: string; readonly bytes: number }

/** The files of an export: all take their places at the end, or none of them was ever there. */
export type Outputs = {
  /** Adds bytes to the file of a name, which is made for its first ones. */
  readonly append: (name: string, bytes: Uint8Array) => void
  /** How many bytes the file of a name has. */
  readonly bytesOf: (name: string) => number
  /** The first thing that went wrong; nothing is written after it. */
  readonly failed: () => FileFailure | null
  /** Puts every file in its place; how many are there already is said where it fails. */
  readonly commit: () => Either<
    { readonly failed: FileFailure; readonly placed: number },
    ReadonlyArray<Written>
  >
  /** Drops everything that was written. */
  readonly abandon: () => void
}

/** Makes room for an export; what is in its way is refused or, at the end, replaced. */
export const createOutputs = (
  place: OutputPlace,
  ifExists: IfExists,
): Either<FileFailure, Outputs> => {
  if (place.as === 'file') {
    const taken = takenPlace(place.path, ifExists)
    return taken === null ? right(outputs(place, ifExists, null)) : left(taken)
  }
  const made = madeFolder(place.path, ifExists)
  return isLeft(made) ? made : right(outputs(place, ifExists, made.right))
}

/** Makes a folder unless it is there; gives it back if it was made here. */
const madeFolder = (path: string, ifExists: IfExists): Either<FileFailure, string | null> => {
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) {
      mkdirSync(path)
      return right(path)
    }
    if (readdirSync(path).length === 0 || ifExists === 'replace') return right(null)
    return left({ type: 'FileFailure', path, doing: 'create', code: 'ENOTEMPTY' })
  } catch (error) {
    return left(fileFailure(path, 'create', error))
  }
}

const pathIn = (place: OutputPlace, name: string): string =>
  place.as === 'file' ? place.path : join(place.path, `${name}${place.ending}`)

const outputs = (place: OutputPlace, ifExists: IfExists, made: string | null): Outputs => {
  const files = new Map<string, PartialFile>()
  let failed: FileFailure | null = null
  const fileOf = (name: string): PartialFile | null => {
    const known = files.get(name)
    if (known !== undefined) return known
    const created = createPartial(pathIn(place, name), ifExists)
    if (isLeft(created)) {
      failed = created.left
      return null
    }
    files.set(name, created.right)
    return created.right
  }
  return {
    append: (name, bytes) => {
      if (failed !== null) return
      const wrote = fileOf(name)?.write(bytes)
      if (wrote !== undefined && isLeft(wrote)) failed = wrote.left
    },
    bytesOf: (name) => files.get(name)?.bytes() ?? 0,
    failed: () => failed,
    commit: () => {
      const written: Array<Written> = []
      for (const [name, file] of files) {
        const done = file.commit()
        if (isLeft(done)) return left({ failed: done.left, placed: written.length })
        written.push({ name, path: file.path, bytes: file.bytes() })
      }
      const stale = place.as === 'file' ? [] : place.names.filter((name) => !files.has(name))
      for (const name of stale) rmSync(pathIn(place, name), { force: true })
      return right(written.sort((a, b) => (a.name < b.name ? -1 : 1)))
    },
    abandon: () => {
      for (const file of files.values()) file.abandon()
      if (made !== null && readdirSync(made).length === 0) rmdirSync(made)
    },
  }
}
