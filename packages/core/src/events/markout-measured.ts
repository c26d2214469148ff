import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { Bps } from '../units/bps'
import { DurationUs } from '../units/duration-us'
import { FillId } from '../units/fill-id'
import { MarketSymbol } from '../units/market-symbol'
import { Price } from '../units/price'

/**
 * What a fill was worth `horizonUs` later: how far the mid of that touch had moved our way from the
 * fill's price, less the fill's fee, in basis points of its price. `null` where a side was empty.
 */
export const MarkoutMeasured = message('MarkoutMeasured', {
  fillId: FillId,
  account: AccountName,
  symbol: MarketSymbol,
  horizonUs: DurationUs,
  bid: nullable(Price),
  ask: nullable(Price),
  markoutBps: nullable(Bps),
})
export type MarkoutMeasured = t.TypeOf<typeof MarkoutMeasured>
