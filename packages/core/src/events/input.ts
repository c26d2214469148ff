import type { Command } from '../commands/command'
import { commands } from '../commands/command'
import type { BookUpdated } from './book-updated'
import type { ClockAdvanced } from './clock-advanced'
import type { EdgeUpdated } from './edge-updated'
import type { InstrumentListed } from './instrument-listed'
import type { QuoteObserved } from './quote-observed'
import type { Report } from './report'
import { reportTypes } from './report'
import type { SessionResumed } from './session-resumed'
import type { SettingsChanged } from './settings-changed'
import type { TickerUpdated } from './ticker-updated'
import type { TradePrinted } from './trade-printed'

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
  | Report
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
  ...reportTypes,
  ...(Object.keys(commands) as ReadonlyArray<Command['type']>),
])
