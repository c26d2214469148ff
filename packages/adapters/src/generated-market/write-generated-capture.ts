import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

import type { TaskEither } from 'fp-ts/TaskEither'
import { tryCatch } from 'fp-ts/TaskEither'

import type { FileFailure } from '../journal-files/file-failure'
import { fileFailure } from '../journal-files/file-failure'
import type { IfExists } from '../journal-files/journal-writer'
import { captureLines } from './capture-lines'
import type { GeneratedPlan } from './generated-plan'

/**
 * Writes a made-up market as a capture file, gzip where its name ends in `.gz`, and says how many
 * messages it has. The lines are made as they are written.
 */
export const writeGeneratedCapture = (
  plan: GeneratedPlan,
  path: string,
  ifExists: IfExists,
): TaskEither<FileFailure, number> =>
  tryCatch(
    async () => {
      let messages = 0
      const file = createWriteStream(path, { flags: ifExists === 'replace' ? 'w' : 'wx' })
      const lines = Readable.from(counted(captureLines(plan), () => (messages += 1)))
      await (path.endsWith('.gz') ? pipeline(lines, createGzip(), file) : pipeline(lines, file))
      return messages
    },
    (error) => fileFailure(path, doingOf(error), error),
  )

function* counted(lines: Iterable<string>, count: () => void): Generator<string> {
  for (const line of lines) {
    count()
    yield line
  }
}

const doingOf = (error: unknown): FileFailure['doing'] =>
  (error as NodeJS.ErrnoException).syscall === 'open' ? 'create' : 'write'
