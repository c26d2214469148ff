import { isLeft } from 'fp-ts/Either'

import { causesOf } from '../explanations/causes'
import type { Evidence } from '../explanations/evidence'
import { evidenceOf } from '../explanations/evidence'
import { JournalUnread } from '../journals/journal-unread'
import type { LineFields } from '../journals/line-text'

/** What led to a line, what came in first; and what it was judged on. */
export type WhyLine = {
  readonly causes: ReadonlyArray<LineFields>
  readonly evidence: ReadonlyArray<Evidence>
}

/** What led to a line of a journal. Throws `JournalUnread` where that cannot be read. */
export const whyLine = (path: string, line: LineFields): WhyLine => {
  const causes = causesOf(path, line)
  if (isLeft(causes)) throw new JournalUnread(path, causes.left)
  const evidence = evidenceOf(path, line)
  if (isLeft(evidence)) throw new JournalUnread(path, evidence.left)
  return { causes: causes.right, evidence: evidence.right }
}
