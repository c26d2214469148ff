import type { ByteSource, FileFailure, JournalWriter } from '@shadowtape/adapters'
import { createJournal, fileFailure, openSource } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

/** Where a copy goes, and what to do where something is there already. */
export type Target = { readonly path: string; readonly ifExists: 'refuse' | 'replace' }

/** Copies the bytes `[from, to)` of a file into a new one, and makes them durable. */
export const copyBytes = (
  path: string,
  from: number,
  to: number,
  target: Target,
): Either<FileFailure, void> =>
  writing(target, (writer) => {
    let source: ByteSource
    try {
      source = openSource(path)
    } catch (error) {
      return left(fileFailure(path, 'open', error))
    }
    try {
      const buffer = Buffer.allocUnsafe(1 << 20)
      for (let at = from; at < to;) {
        const size = source.read(buffer, 0, Math.min(buffer.length, to - at), at)
        if (size === 0) return left({ type: 'FileFailure', path, doing: 'read', code: 'EOF' })
        const written = writer.write(buffer.subarray(0, size))
        if (isLeft(written)) return written
        at += size
      }
      return right(undefined)
    } catch (error) {
      return left(fileFailure(path, 'read', error))
    } finally {
      source.close()
    }
  })

/** Creates a file, lets it be written, and makes it durable before it is closed. */
export const writing = <T>(
  { path, ifExists }: Target,
  write: (writer: JournalWriter) => Either<FileFailure, T>,
): Either<FileFailure, T> => {
  const writer = createJournal(path, ifExists)
  if (isLeft(writer)) return writer
  const written = write(writer.right)
  const synced = isLeft(written) ? written : writer.right.sync()
  const closed = writer.right.close()
  if (isLeft(synced)) return synced
  if (isLeft(closed)) return closed
  return written
}
