import type * as t from 'io-ts'

import { message } from '../base/message'
import { Coin } from '../units/coin'
import { ReportSource } from '../units/report-source'
import { Text } from '../units/text'
import { TimestampUs } from '../units/timestamp-us'

/** A real venue says what its account has of a coin, in its own figures. */
export const WalletReported = message('WalletReported', {
  coin: Coin,
  walletBalance: Text,
  equity: Text,
  source: ReportSource,
  venueAt: TimestampUs,
})
export type WalletReported = t.TypeOf<typeof WalletReported>
