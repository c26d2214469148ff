import type { FileFailure } from '@shadowtape/adapters'
import { fileFailureText } from '@shadowtape/adapters'

import { grouped } from '../reports/quantity-text'

/** A journal could not be read on: the file, a line that is none of one, or it is another now. */
export class JournalUnread extends Error {
  override readonly name = 'JournalUnread'
  constructor(path: string, why: FileFailure | number | 'changed') {
    super(textOf(path, why))
  }
}

const textOf = (path: string, why: FileFailure | number | 'changed'): string => {
  if (why === 'changed') return `${path} changed while it was read.`
  return typeof why === 'number'
    ? `${path}, line ${grouped(why)}: it is no line of a journal.`
    : `${fileFailureText(why)}.`
}
