import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { ByteSource } from './byte-source'
import { openSource } from './byte-source'
import type { FileFailure } from './file-failure'
import { fileFailure } from './file-failure'

/** Opens the bytes of a journal for a look at them, and closes them after it. */
export const withSource = <T>(
  path: string,
  look: (source: ByteSource) => T,
): Either<FileFailure, T> => {
  let source: ByteSource
  try {
    source = openSource(path)
  } catch (error) {
    return left(fileFailure(path, 'open', error))
  }
  try {
    return right(look(source))
  } catch (error) {
    return left(fileFailure(path, 'read', error))
  } finally {
    source.close()
  }
}
