import type { Message } from './entry'
import type { ExecutionReported } from './execution-reported'
import type { OrderReported } from './order-reported'
import type { PositionReported } from './position-reported'
import type { RequestAnswered } from './request-answered'
import type { RequestRetried } from './request-retried'
import type { WalletReported } from './wallet-reported'

/** What a real venue answers and reports. */
export type Report =
  | RequestAnswered
  | RequestRetried
  | OrderReported
  | ExecutionReported
  | PositionReported
  | WalletReported

/** The types of all reports. */
export const reportTypes: ReadonlyArray<Report['type']> = [
  'RequestAnswered',
  'RequestRetried',
  'OrderReported',
  'ExecutionReported',
  'PositionReported',
  'WalletReported',
]

/** Whether a message is a real venue's: what it comes to is said by lines of the session's own. */
export const isReport = (message: Message): message is Report => types.has(message.type)

const types: ReadonlySet<string> = new Set(reportTypes)
