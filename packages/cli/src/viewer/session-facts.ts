import { engineName, engineVersion } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { lineOfSeq } from '../explanations/line-of-seq'
import { JournalUnread } from '../journals/journal-unread'
import { configurationOf, headerOf } from '../pages/figures'
import { typedSettings } from '../whatifs/typed-settings'
import type { SessionFacts } from './view-data'
import type { Viewing } from './viewing'

/** What is the same from a session's first line to its last. */
export const sessionFacts = ({ path, subject, startAt, begin }: Viewing): SessionFacts => {
  const { opened } = subject
  const header = lineOfSeq(path, 1)
  if (isLeft(header)) throw new JournalUnread(path, header.left)
  return {
    file: path,
    header: headerOf(opened),
    startAt,
    configuration: configurationOf(header.right ?? {}),
    madeBy: `${engineName} ${engineVersion}`,
    begin: begin === null ? null : { seq: begin },
    settings: typedSettings(opened),
    notRunAgain: opened.venue === 'live' ? liveText : null,
  }
}

const liveText =
  'It is of a live session: nobody knows what its venue would have answered to anything else.'
