import type { Command } from '../commands/command'
import { commands } from '../commands/command'
import type { BookUpdated } from './book-updated'
import type { ClockAdvanced } from './clock-advanced'
import type { EdgeUpdated } from './edge-updated'
import type { InstrumentListed } from './instrument-listed'
import type { ExecutionReported } from './execution-reported'
import type { OrderReported } from './order-reported'
import type { PositionReported } from './position-reported'
import type { QuoteObserved } from './quote-observed'
import type { RequestAnswered } from './request-answered'
import type { RequestRetried } from './request-retried'
import type { SessionResumed } from './session-resumed'
import type { SettingsChanged } from './settings-changed'
import type { TickerUpdated } from './ticker-updated'
import type { TradePrinted } from './trade-printed'
import type { WalletReported } from './wallet-reported'

/**
 * What may come in from outside once a session is open: market data, edge, time, commands, what
 * a real venue answers and reports, that it goes on after it was cut short, and that it goes on by
 * other settings.
 */
export type Input =
  | InstrumentListed
  | QuoteObserved
  | BookUpdated
  | TradePrinted
  | TickerUpdated
  | EdgeUpdated
  | ClockAdvanced
  | SessionResumed
  | SettingsChanged
  | RequestAnswered
  | RequestRetried
  | OrderReported
  | ExecutionReported
  | PositionReported
  | WalletReported
  | Command

/** Whether a type is one that may come in; all others are only ever said by the session itself. */
export const isInputType = (type: string): type is Input['type'] => inputTypes.has(type)

const inputTypes: ReadonlySet<string> = new Set<Input['type']>([
  'InstrumentListed',
  'QuoteObserved',
  'BookUpdated',
  'TradePrinted',
  'TickerUpdated',
  'EdgeUpdated',
  'ClockAdvanced',
  'SessionResumed',
  'SettingsChanged',
  'RequestAnswered',
  'RequestRetried',
  'OrderReported',
  'ExecutionReported',
  'PositionReported',
  'WalletReported',
  ...(Object.keys(commands) as ReadonlyArray<Command['type']>),
])
