import { sessionOpened2 } from './catalogue-2'
import type { PastCatalogue } from './past-catalogue'
import { beforeFields } from './past-message'

/** What 0.1.0 wrote until headers said how a journal is kept. */
export const catalogue1: PastCatalogue = {
  digest: '5c5021d79e9f032af542694913c94a1dc624e25cb930de27a738b23a41660bf0',
  messages: [
    beforeFields(1, sessionOpened2.codec, {
      snapshotLinesMax: 0,
      rollBytesMax: 0,
      rollAfterUs: 0,
      fsync: 'none',
      fsyncIntervalUs: 0,
    }),
  ],
  unknown: ['LinesLost', 'RollJournal', 'SegmentOpened', 'SessionResumed', 'SnapshotTaken'],
  stateThen: null,
}
