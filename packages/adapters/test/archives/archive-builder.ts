import { isRight } from 'fp-ts/Either'
import type { CaptureOptions, RevisedInstrument } from '@shadowtape/adapters'

import type { Heard } from '../captures/capture-builder'
import { hear } from '../captures/capture-builder'

/** A table as text: its columns, then its rows. */
export const aTable = (columns: string, rows: ReadonlyArray<string>, lineEnd = '\n'): string =>
  [columns, ...rows].map((row) => `${row}${lineEnd}`).join('')

/** The first lines of archives, as they are published. */
export const columns = {
  trading:
    'timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional',
  spot: 'id,timestamp,price,volume,side',
  levels: 'exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount',
  trades: 'exchange,symbol,timestamp,local_timestamp,id,side,price,amount',
  quotes: 'exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount',
  snapshots: (depth: number): string =>
    [
      'exchange,symbol,timestamp,local_timestamp',
      ...Array.from(
        { length: depth },
        (_, i) => `asks[${i}].price,asks[${i}].amount,bids[${i}].price,bids[${i}].amount`,
      ),
    ].join(','),
} as const

/** Reads files as a session does: again with what fits, where a read ends for that. */
export const hearWhatFits = async (
  files: ReadonlyArray<string>,
  options: Partial<CaptureOptions> = {},
): Promise<Heard> => {
  const revised = new Map<string, RevisedInstrument>()
  for (;;) {
    const heard = await hear(files, { ...options, revised })
    if (isRight(heard.result)) return heard
    const why = heard.result.left
    if (why.type === 'ScaleTooCoarse')
      revised.set(why.symbol, { instrument: why.finer, origin: why.origin })
    else if (why.type === 'OtherCategory' && why.fitting !== null)
      revised.set(why.symbol, { instrument: why.fitting, origin: 'inferred' })
    else return heard
  }
}
