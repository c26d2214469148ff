import type * as t from 'io-ts'

import { message } from '../base/message'
import type { PastMessage } from './past-message'
import { pastMessage, propsOf } from './past-message'

/**
 * A past version whose fields are those of the next, some of which knew fewer names: old lines mean
 * what they say. A name that was not known then is in no session of that time.
 */
export const fewerNames = (version: number, next: t.Mixed, fields: t.Props): PastMessage => {
  const props = Object.entries({ ...propsOf(next), ...fields }).filter(([name]) => name !== 'type')
  const codec = message(next.name, Object.fromEntries(props))
  return pastMessage(version, codec, next, {
    up: (old: object): object => old,
    down: (newer: object) => newer as t.TypeOf<typeof codec>,
  })
}
