import { nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { Count } from '../units/count'
import { Digest } from '../units/digest'
import { DurationUs } from '../units/duration-us'
import { FreezeReason } from '../units/freeze-reason'
import { MarketSymbol } from '../units/market-symbol'
import { Reason } from '../units/reason'
import { RuleUnit } from '../units/rule-unit'
import { Seq } from '../units/seq'
import { Text } from '../units/text'
import { TradingScope } from '../units/trading-scope'

/**
 * What a line that restricts trading says of itself. `account` and `symbol` are what it is about,
 * `scope` what is restricted: that symbol, that account, or the session. `observed` broke
 * `threshold`, both in `unit`, by the rule `rule`, on the evidence of `windowLines` lines from
 * `fromSeq` on; `windowSeqs` names the newest 50 of them, parted by commas. An edge was measured
 * `horizonUs` after each fill.
 *
 * What each account holds (`{"main":{"BTCUSDT":"0.010"}}`), how many orders are open, the mean of
 * its last fills in each symbol at each horizon (`{"main":{"BTCUSDT":{"1000000":"-0.360656"}}}`)
 * and the digest are those of the state just before this line. `actor` and `note` are the
 * operator's.
 */
export const evidenceFields = {
  reason: FreezeReason,
  rule: nullable(Text),
  account: nullable(AccountName),
  symbol: nullable(MarketSymbol),
  scope: TradingScope,
  observed: nullable(Text),
  threshold: nullable(Text),
  unit: nullable(RuleUnit),
  horizonUs: nullable(DurationUs),
  windowLines: Count,
  fromSeq: nullable(Seq),
  windowSeqs: Text,
  inventory: Text,
  openOrders: Count,
  edgeByHorizon: nullable(Text),
  stateDigest: Digest,
  actor: nullable(Reason),
  note: nullable(Reason),
} as const
