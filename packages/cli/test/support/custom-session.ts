import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { newSha256 } from '@shadowtape/adapters'
import type { Coin, Input, MarketSymbol, Strategy, TimestampUs } from '@shadowtape/core'
import { openSession } from '@shadowtape/core'

import { defaultSettings, sessionHeader } from '../../src/sessions/session-header'

const start = 1_761_597_377_000_000

const listed = {
  type: 'InstrumentListed',
  symbol: 'BTCUSDT',
  category: 'linear',
  baseCoin: 'BTC' as Coin,
  quoteCoin: 'USDT' as Coin,
  ...{ priceScale: 2, qtyScale: 3, tickSize: 1, lotSize: 1 },
  ...{ minQty: 1, maxQty: 1_000_000, maxMarketQty: 1_000_000, minNotionalUsd: 5_000_000 },
  ...{ priceLimitX: null, priceLimitY: null },
} as unknown as Input

const quote = (bid: number): Input =>
  ({
    type: 'QuoteObserved',
    symbol: 'BTCUSDT',
    ...{ bid, bidQty: null, ask: bid + 500, askQty: null, venueAt: null, crossSeq: null },
  }) as unknown as Input

/** Records a short session of a strategy of one's own, as a header says that names its module. */
export const recordCustom = (journal: string, module: string, strategy: Strategy): Buffer => {
  const hasher = newSha256()
  hasher.update(readFileSync(resolve(journal, '..', module)))
  const opened = sessionHeader({
    ...defaultSettings,
    session: 'custom',
    source: 'test',
    symbols: ['BTCUSDT' as MarketSymbol],
    strategy: module,
    strategyDigest: hasher.hex(),
    edgeSource: 'none',
    settings: {},
  })
  const session = openSession(opened, start as TimestampUs, strategy, newSha256)
  session.record(start as TimestampUs, listed)
  for (let i = 1; i <= 5; i++)
    session.record((start + i * 1e6) as TimestampUs, quote(5e6 + i * 100))
  session.close((start + 6e6) as TimestampUs, 'END_OF_INPUT')
  const bytes = Buffer.from(session.tape.waiting())
  writeFileSync(journal, bytes)
  return bytes
}
