import type { FileFailure } from '@shadowtape/adapters'
import { fileFailureText } from '@shadowtape/adapters'

import { grouped } from '../reports/quantity-text'

/** A journal could not be read on: the file, or a line that is no line of one. */
export class JournalUnread extends Error {
  override readonly name = 'JournalUnread'
  constructor(path: string, why: FileFailure | number) {
    super(
      typeof why === 'number'
        ? `${path}, line ${grouped(why)}: it is no line of a journal.`
        : `${fileFailureText(why)}.`,
    )
  }
}
