import type { Input } from '@shadowtape/core'
import { example } from '@shadowtape/core'

import { btc, listed, startMs } from '../bybit-desk/a-desk'
import type { Stream } from './a-server'

/** The path of the public stream of linear symbols. */
export const linear = '/v5/public/linear'
/** The topic of BTCUSDT's book of 50 levels. */
export const book50 = 'orderbook.50.BTCUSDT'

/** A change of BTCUSDT's bids. */
export const delta = (bids: ReadonlyArray<readonly [string, string]>, id: number): Input =>
  example(
    'BookUpdated',
    {
      symbol: 'BTCUSDT',
      kind: 'delta',
      depth: 50,
      bids,
      asks: [],
      updateId: id,
      crossSeq: id,
      venueAt: startMs * 1_000,
    },
    listed(btc),
  )

/** Subscribes to topics, and waits for the answer. */
export const subscribe = (stream: Stream, ...args: ReadonlyArray<string>) =>
  stream.ask({ op: 'subscribe', req_id: 'r', args })
