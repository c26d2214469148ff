import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { FileFailure } from './file-failure'
import { fileFailure } from './file-failure'
import { isRunDirectory } from './segments'

/** A snapshot that is kept beside a journal: the line that names it, and its digest. */
export type KeptSnapshot = { readonly seq: number; readonly digest: string; readonly path: string }

/** Where a journal's snapshots are kept: a cache that may be deleted at any time. */
export const snapshotsOf = (journal: string): string =>
  isRunDirectory(journal) ? join(journal, 'snapshots') : `${journal}.snapshots`

/** Keeps a snapshot; one of the same line that was there before is replaced whole. */
export const keepSnapshot = (
  journal: string,
  { seq, digest }: Pick<KeptSnapshot, 'seq' | 'digest'>,
  text: string,
): Either<FileFailure, void> => {
  const folder = snapshotsOf(journal)
  const path = join(folder, nameOf(seq, digest))
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${path}.tmp`, text)
    renameSync(`${path}.tmp`, path)
    return right(undefined)
  } catch (error) {
    return left(fileFailure(path, 'write', error))
  }
}

/** The snapshots beside a journal, by their names; that of the latest line first. */
export const keptSnapshots = (journal: string): ReadonlyArray<KeptSnapshot> => {
  const folder = snapshotsOf(journal)
  return namesIn(folder)
    .flatMap((name) => {
      const found = /^(\d{16})-([0-9a-f]{64})\.json$/.exec(name)
      return found === null
        ? []
        : [{ seq: Number(found[1]), digest: found[2] ?? '', path: join(folder, name) }]
    })
    .sort((a, b) => b.seq - a.seq)
}

/** What lies among a journal's snapshots and is none. */
export const strayFiles = (journal: string): ReadonlyArray<string> => {
  const folder = snapshotsOf(journal)
  const kept = new Set(keptSnapshots(journal).map(({ path }) => path))
  return namesIn(folder)
    .map((name) => join(folder, name))
    .filter((path) => !kept.has(path))
    .sort()
}

/** The text of a snapshot. */
export const readSnapshot = ({ path }: KeptSnapshot): Either<FileFailure, string> => {
  try {
    return right(readFileSync(path, 'utf8'))
  } catch (error) {
    return left(fileFailure(path, 'read', error))
  }
}

/** Forgets the snapshots that a journal of the same name had. */
export const dropSnapshots = (journal: string): void => {
  for (const { path } of keptSnapshots(journal)) rmSync(path, { force: true })
}

const nameOf = (seq: number, digest: string): string =>
  `${String(seq).padStart(16, '0')}-${digest}.json`

const namesIn = (folder: string): ReadonlyArray<string> => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
