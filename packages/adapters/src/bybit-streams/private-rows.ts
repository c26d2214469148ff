import { isRight } from 'fp-ts/Either'
import * as t from 'io-ts'

import type { CatchUp } from './catch-up'
import type { PrivateEvent } from './private-event'
import { privateReport } from './private-reports'

/** Decodes the rows of a private message and tells each; what cannot be decoded is told as that. */
export const hearRows = (
  text: string,
  receivedNs: string,
  catchUp: CatchUp,
  tell: (event: PrivateEvent) => void,
): void => {
  const rows = rowsOf(text)
  if (typeof rows === 'string') return tell({ type: 'Undecodable', topic: null, says: rows })
  for (const row of rows.data) {
    const report = privateReport(rows.topic, row)
    if (isRight(report)) catchUp.take(report.right, 'stream', receivedNs)
    else tell({ type: 'Undecodable', topic: rows.topic, says: report.left })
  }
}

const Envelope = t.type({
  topic: t.keyof({ order: null, execution: null, position: null, wallet: null }),
  data: t.array(t.unknown),
})

const rowsOf = (text: string): t.TypeOf<typeof Envelope> | string => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'a message is not JSON'
  }
  return Envelope.is(json) ? json : 'a message has no private topic, or no rows'
}
