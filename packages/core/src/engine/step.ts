import { invariant } from '../base/invariant'
import { answer } from '../deciders/answer'
import type { VenueVoice } from '../deciders/venue/venue-voice'
import { headersVenue } from '../deciders/venue/venue-voice'
import { measureMarkout } from '../deciders/measure-markout'
import { thawDue } from '../deciders/risk-rules/thaw-due'
import { tooOld } from '../deciders/risk-rules/too-old'
import { watchRules } from '../deciders/risk-rules/watch-rules'
import type { Place } from '../deciders/watch-reducing'
import { judgedAgain, watchReducing } from '../deciders/watch-reducing'
import type { Strategy, View, Wish } from '../deciders/strategy'
import { commandOf, nothing } from '../deciders/strategy'
import type { Entry, Message } from '../events/entry'
import type { Input } from '../events/input'
import type { SessionOpened } from '../events/session-opened'
import type { Dialect } from '../journal/dialect'
import type { NewHasher } from '../journal/digest'
import { stateDigest } from '../journal/digest-of'
import { knownDialects } from '../journal/known-dialects'
import type { Reducer, Slice } from '../state/reduce'
import { reducerOf } from '../state/reduce'
import type { State } from '../state/state'
import { initialState } from '../state/state'
import type { Timer } from '../state/timers'
import { isDelayed } from '../state/under-way'
import type { Seq } from '../units/seq'
import type { TimestampUs } from '../units/timestamp-us'

/** More consequences of one input than this are our own mistake: a strategy talking to itself. */
export const consequencesMax = 100_000

/** A session's engine: the state it owns, and what decides. */
export type Engine = {
  readonly state: State
  readonly strategy: Strategy
  readonly reducer: Reducer
  readonly wishes: Wishes
  readonly unruled: Unruled
  readonly unjudged: Unjudged
  /** For the digests that freezes carry; where there is none they carry `noDigest`. */
  readonly newHasher: NewHasher | null
  /** In which those digests are. */
  readonly dialect: Dialect
  /** Who speaks for the venue. */
  readonly venue: VenueVoice
}

/** An engine before its first line. */
export const engineOf = (
  strategy: Strategy,
  newHasher: NewHasher | null = null,
  dialect: Dialect = knownDialects.newest,
  venue: VenueVoice = headersVenue,
): Engine => ({
  state: initialState(),
  strategy,
  reducer: reducerOf(strategy as Slice),
  wishes: { commands: [], causes: [] },
  unruled: [],
  unjudged: [],
  newHasher,
  dialect,
  venue,
})

/**
 * The one corridor. Fires every timer due at or before `at`, in order of (due, the seq that set
 * it), then takes the input and all its consequences, and returns the lines they make, in order.
 * The state is changed in place. `at` must not be before the engine's time.
 *
 * A caller that hands in `entries` keeps the lines that were made before a strategy threw.
 */
export const step = (
  engine: Engine,
  at: TimestampUs,
  input: Input | SessionOpened,
  entries: Array<Entry> = [],
): Array<Entry> => {
  const { state } = engine
  invariant(at >= state.at, () => `time ran backwards from ${state.at} to ${at}`)
  for (;;) {
    if (state.timers.length === 0) break
    const timer = state.timers[0] as Timer
    if (timer.due > at) break
    run(engine, timer.due as TimestampUs, timer.seq as Seq, whatIsDue(engine, timer), entries)
  }
  run(engine, at, null, input, entries)
  return entries
}

const delivered: Message = { type: 'Delivered' }

const whatIsDue = ({ state, venue }: Engine, timer: Timer): Message => {
  switch (timer.kind) {
    case 'fill':
    case 'arrival':
    case 'funding':
      return venue.due(state, timer)
    case 'markout':
      return measureMarkout(state, timer)
    case 'delivery':
      return delivered
    case 'age':
      return tooOld(state, timer)
    case 'thaw':
      return thawDue(state, timer)
  }
}

/** Appends one line that the session itself writes, outside the corridor, such as a seal. */
export const append = (engine: Engine, cause: Seq, message: Message): Entry => {
  const { state } = engine
  const entry = { seq: (state.seq + 1) as Seq, at: state.at as TimestampUs, cause, message }
  engine.reducer.apply(state, entry)
  return entry
}

/** Takes a message with all its consequences, until nobody has anything more to say. */
const run = (
  engine: Engine,
  at: TimestampUs,
  cause: Seq | null,
  message: Message,
  entries: Array<Entry>,
): void => {
  const { wishes } = engine
  if (wishes.commands.length > 0) {
    wishes.commands.length = 0
    wishes.causes.length = 0
  }
  takeWhole(engine, at, cause, message, entries)
  for (let next = 0; next < wishes.commands.length; next++) {
    const wish = wishes.commands[next] as Message
    takeWhole(engine, at, wishes.causes[next] as Seq, wish, entries)
  }
}

/**
 * What the house answers, and then what the rules say to all of it: of several fills that one trade
 * makes, a freeze because of the first must not take the order of the second away. Nor may what is
 * canceled where trading only reduces, so it comes last.
 */
const takeWhole = (
  engine: Engine,
  at: TimestampUs,
  cause: Seq | null,
  message: Message,
  entries: Array<Entry>,
): void => {
  const { state, unruled, unjudged } = engine
  if (unruled.length > 0) unruled.length = 0
  if (unjudged.length > 0) unjudged.length = 0
  take(engine, at, cause, message, entries)
  for (let next = 0; next < unruled.length; next++) {
    const { entry, heard } = unruled[next] as Unruled[number]
    takeAll(engine, at, entry.seq, watchRules(state, entry, heard), entries)
  }
  const places = unjudged.length
  for (let i = 0; i < places; i++) {
    const { seq, place } = unjudged[i] as Unjudged[number]
    if (isLastOf(place, unjudged, i)) takeAll(engine, at, seq, watchReducing(state, place), entries)
  }
}

const isLastOf = ({ account, symbol }: Place, unjudged: Unjudged, nth: number): boolean =>
  !unjudged.slice(nth + 1).some(({ place }) => place.account === account && place.symbol === symbol)

/** Lines that the rules have not been asked about yet, and what our side heard with each. */
export type Unruled = Array<{ readonly entry: Entry; readonly heard: Message }>

/** Whose orders are to be judged again, each with the line it is because of. */
export type Unjudged = Array<{ readonly seq: Seq; readonly place: Place }>

/** What the strategy asked for and nobody has answered yet, first come first served. */
export type Wishes = { readonly commands: Array<Message>; readonly causes: Array<Seq> }

/**
 * Write, reduce, ask. What the house answers (risk, the venue) is taken at once, so that of two
 * orders asked for together the second is judged with the first in the state; what the rules say
 * comes after it, and what the strategy asks for waits its turn.
 */
const take = (
  engine: Engine,
  at: TimestampUs,
  cause: Seq | null,
  message: Message,
  entries: Array<Entry>,
): void => {
  const { state, reducer, strategy } = engine
  invariant(
    entries.length < consequencesMax,
    () => `one input had more than ${consequencesMax} consequences`,
  )
  const seq = (state.seq + 1) as Seq
  const entry: Entry = { seq, at, cause, message: witnessed(engine, message) }
  entries.push(entry)
  const heard = heardNow(state, entry.message)
  reducer.apply(state, entry)
  const wished = heard === null ? nothing : strategy.decide(state as View, heard)
  for (let i = 0; i < wished.length; i++) {
    engine.wishes.commands.push(commandOf(wished[i] as Wish))
    engine.wishes.causes.push(entry.seq)
  }
  const place = heard === null ? null : judgedAgain(state, heard)
  if (place !== null) engine.unjudged.push({ seq, place })
  takeAll(engine, at, seq, answer(state, entry, engine.venue), entries)
  if (heard !== null && state.risk.rules.length > 0) engine.unruled.push({ entry, heard })
}

const takeAll = (
  engine: Engine,
  at: TimestampUs,
  cause: Seq,
  said: Message | Iterable<Message> | null,
  entries: Array<Entry>,
): void => {
  if (said === null) return
  if ('type' in said) take(engine, at, cause, said, entries)
  else for (const each of said) take(engine, at, cause, each, entries)
}

/** What the strategy hears with a line: it, one that is delivered, or nothing until later. */
const heardNow = (state: State, message: Message): Message | null => {
  if (message.type !== 'Delivered') return isDelayed(state, message) ? null : message
  const [first] = state.timers
  return first?.kind === 'delivery' ? first.message : null
}

/** A line that restricts trading says what the state was just before it, as only the engine can. */
const witnessed = ({ state, newHasher, dialect }: Engine, message: Message): Message =>
  newHasher !== null && (message.type === 'TradingFrozen' || message.type === 'TradingReduced')
    ? { ...message, stateDigest: stateDigest(newHasher, state, dialect) }
    : message
