import type { Entry, Input, State, TimestampUs } from '@shadowtape/core'
import { mainAccount, step } from '@shadowtape/core'

import type { VenueDesk } from '../bybit-api/venue-desk'
import { begunEngine } from './begun-engine'
import type { DeskOptions, DeskTerms } from './desk-options'
import { defaultDesk } from './desk-options'
import type { DeskWorld } from './desk-world'
import { answered } from './front-desk'
import { newKeyCheck } from './key-check'
import type { Ledger } from './ledger'
import { newLedger } from './ledger'
import { plainExtras } from './order-record'
import { newPrivateVoice } from './private-voice'
import type { PublicTape } from './public-tape'
import { newPublicTape } from './public-tape'
import { newRateWindows } from './rate-windows'
import { newVenueIds } from './venue-ids'

/** Hears what came in of the market, once it is in the desk's state. */
export type OnMarket = (input: MarketInput, atMs: number) => void

/** What a desk takes of the market. */
export type MarketInput = Extract<
  Input,
  {
    readonly type:
      'InstrumentListed' | 'QuoteObserved' | 'BookUpdated' | 'TradePrinted' | 'TickerUpdated'
  }
>

/** A venue as Bybit V5 shows it, which core's dry-run venue decides for. */
export type DryRunDesk = VenueDesk & {
  /**
   * Takes market data, at a time in microseconds since the epoch, or at the desk's own where that
   * is later; what is due until then happens first. An input that is no market data is passed over.
   * Throws for a symbol that was never listed.
   */
  readonly observe: (atUs: number, input: Input) => void
  /** Lets happen what is due until a time, in microseconds since the epoch. */
  readonly advance: (atUs: number) => void
  /** When something is due next, in microseconds since the epoch; `null` where nothing is. */
  readonly nextDueUs: () => number | null
  /** Tells the private stream now what it would be told in the next turn. */
  readonly flush: () => void
  /** Hears the market data that comes in from now on. */
  readonly onMarket: (listener: OnMarket) => () => void
  /** Whether a key that the desk knows signed a payload, as the opening of a stream is signed. */
  readonly isSignedBy: (apiKey: string, payload: string, signature: string) => boolean
  /** Core's state, to be looked at; it changes with every call. */
  readonly state: State
  readonly terms: DeskTerms
  readonly tape: PublicTape
}

/**
 * Opens a desk. Orders are core's business: what fills, what is rejected and in which words is
 * said by its dry-run venue, and the desk only reads requests and writes answers.
 *
 * A symbol can be of one category only, and all keys are of one account. Throws a RangeError where
 * an option cannot be.
 */
export const newDryRunDesk = (options: DeskOptions): DryRunDesk => {
  const terms: DeskTerms = { ...defaultDesk, ...options }
  const engine = begunEngine(terms)
  const ids = newVenueIds(terms.seed)
  const ledger = newLedger(engine.state, terms, ids)
  positionsTaken(ledger, engine.state)
  const tape = newPublicTape(terms.publicTradesMax)
  const voice = newPrivateVoice(terms)
  const hearers = new Set<OnMarket>()
  const keys = newKeyCheck(terms)

  const takeAt = (atUs: number, input: Input, extras = plainExtras): ReadonlyArray<Entry> => {
    const at = Math.max(Math.floor(atUs), engine.state.at) as TimestampUs
    const entries = step(engine, at, input)
    voice.say(ledger.taken(entries, extras))
    onTape(tape, input, engine.state)
    if (isMarket(input)) for (const hear of hearers) hear(input, msOf(engine.state.at))
    return entries
  }
  const take: DeskWorld['take'] = (input, extras) => takeAt(terms.clock() * 1_000, input, extras)
  const advance = (atUs: number): void => {
    const due = engine.state.timers[0]?.due
    if (due !== undefined && due <= atUs) takeAt(atUs, { type: 'ClockAdvanced' })
  }
  const { state } = engine
  const world: DeskWorld = { terms, state, ledger, ids, tape, nowMs: terms.clock, take }
  const front = { world, keys, windows: newRateWindows() }
  return {
    terms,
    state,
    tape,
    isSignedBy: keys.isSignedBy,
    onPrivate: voice.onPrivate,
    flush: voice.flush,
    nextDueUs: () => state.timers[0]?.due ?? null,
    onMarket: (listener) => {
      hearers.add(listener)
      return () => hearers.delete(listener)
    },
    observe: (atUs, input) => {
      if (isMarket(input)) takeAt(atUs, input)
      else advance(atUs)
      voice.flush()
    },
    advance: (atUs) => {
      advance(atUs)
      voice.flush()
    },
    answer: (request) => {
      advance(terms.clock() * 1_000)
      voice.flush()
      const response = answered(front, request)
      voice.flushLater()
      return response
    },
  }
}

const msOf = (us: number): number => Math.floor(us / 1_000)

const marketTypes: ReadonlySet<string> = new Set<MarketInput['type']>([
  'InstrumentListed',
  'QuoteObserved',
  'BookUpdated',
  'TradePrinted',
  'TickerUpdated',
])

const isMarket = (input: Input): input is MarketInput => marketTypes.has(input.type)

const onTape = (tape: PublicTape, input: Input, { seq, at }: State): void => {
  if (input.type === 'TradePrinted') tape.tradeSeen(input, seq, msOf(at))
  if (input.type === 'QuoteObserved' || input.type === 'BookUpdated')
    tape.bookSeen(input, seq, msOf(at))
}

/** The ledger begins with the positions that the account begins with. */
const positionsTaken = ({ positions }: Ledger, state: State): void => {
  for (const instrument of Object.values(state.instruments))
    Object.assign(
      positions.of(instrument).position,
      state.accounts[mainAccount]?.positions[instrument.symbol],
    )
}
