import type { FileHandle } from 'node:fs/promises'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { TaskEither } from 'fp-ts/TaskEither'
import { left, right } from 'fp-ts/Either'

import type { FileFailure } from '../journal-files/file-failure'
import { fileFailure } from '../journal-files/file-failure'

/** Where one recording goes: a folder, and a name that no other recording in it has. */
export type RecordingPlace = {
  readonly name: string
  readonly log: FileHandle
  readonly logPath: string
  readonly instrumentsPath: string
  /** The path of the capture's nth file, from 1. */
  readonly capturePath: (n: number) => string
}

/**
 * Takes a place in a folder, which is made where it is missing. The log is what claims the name: a
 * second recording of the same second gets `-2` behind its name.
 */
export const recordingPlace =
  (folder: string, wanted: string): TaskEither<FileFailure, RecordingPlace> =>
  async () => {
    try {
      await mkdir(folder, { recursive: true })
    } catch (error) {
      return left(fileFailure(folder, 'create', error))
    }
    for (let again = 1; ; again++) {
      const name = again === 1 ? wanted : `${wanted}-${again}`
      const logPath = join(folder, `${name}.log.jsonl`)
      try {
        const log = await open(logPath, 'wx')
        return right({
          name,
          log,
          logPath,
          instrumentsPath: join(folder, `${name}.instruments.json`),
          capturePath: (n) => join(folder, `${name}.${String(n).padStart(6, '0')}.capture.gz`),
        })
      } catch (error) {
        const failed = fileFailure(logPath, 'create', error)
        if (failed.code !== 'EEXIST') return left(failed)
      }
    }
  }

/** Writes a small file whole, where nothing may be. */
export const writeSmallFile =
  (path: string, text: string): TaskEither<FileFailure, void> =>
  async () => {
    try {
      await writeFile(path, text, { flag: 'wx' })
      return right(undefined)
    } catch (error) {
      return left(fileFailure(path, 'write', error))
    }
  }
