import type { Entry, State } from '@shadowtape/core'

import type { Now, RanOtherwise, SessionFacts } from '../../src/viewer/view-data'
import type { Clock } from '../behavior/clock'
import type { Range } from '../behavior/link'
import type { Api, Goal, Way, WhatifAsked } from './api'

/**
 * Where one stands in a session: after a line, with the state that core's reducers, run here, made
 * of it. `before` is the state that the line met; `entry` and `before` are `null` before the first
 * line, and while one is only passing.
 */
export type Shown = {
  readonly seq: number
  readonly at: number
  readonly state: State
  readonly entry: Entry | null
  readonly before: State | null
}

/** Where to go: a line, an instant, or the next line of a kind. */
export type Target =
  | { readonly seq: number }
  | { readonly at: number }
  | { readonly goal: Goal; readonly way: Way }
  | { readonly end: 'first' | 'last' }
  | { readonly lines: number }

/** What can change, and is listened to. */
export type Change =
  | 'place'
  | 'going'
  | 'now'
  | 'selected'
  | 'filter'
  | 'symbol'
  | 'range'
  | 'asked'
  | 'overlay'
  | 'playing'
  | 'trouble'

/** A viewer: what all parts of its page share, and how each tells the others. */
export type Viewer = {
  readonly facts: SessionFacts
  readonly api: Api
  /** How instants are written. */
  readonly clock: Clock
  /** How much of the journal there is; asked anew while it grows. */
  readonly now: () => Now
  readonly setNow: (now: Now) => void
  /** Whether it grew only lately, so that more can be waited for. */
  readonly isGrowing: () => boolean
  readonly shown: () => Shown
  /** Goes somewhere; a later call overtakes an earlier one that is under way. */
  readonly go: (target: Target) => Promise<void>
  /**
   * Shows an instant in passing, as a hand drags by: what is asked is not overtaken, and the newest
   * instant follows. `go` ends it.
   */
  readonly pass: (at: number) => void
  /** Whether it is on its way, for long enough that one should see it. */
  readonly isGoing: () => boolean
  /** The line whose details are open. */
  readonly selected: () => number | null
  readonly select: (seq: number | null) => void
  /** What the list of lines is held to, as the contract's FILTER. */
  readonly filter: () => string
  readonly setFilter: (filter: string) => void
  /** The symbol whose market is shown; `null` while none is listed. */
  readonly symbol: () => string | null
  readonly setSymbol: (symbol: string) => void
  /** What the lanes are zoomed to, in microseconds since the session's start; `null` for all. */
  readonly range: () => Range | null
  readonly zoom: (range: Range | null) => void
  /**
   * Other settings that a person asked for, or that came with a link: the form of what-if shows
   * them, and once there are some it runs.
   */
  readonly asked: () => WhatifAsked | null
  readonly setAsked: (asked: WhatifAsked | null) => void
  /** The session as it would have been, laid over the lanes. */
  readonly overlay: () => RanOtherwise | null
  readonly setOverlay: (overlay: RanOtherwise | null) => void
  readonly player: Player
  /** What went wrong last, to be shown until something goes well; `null` for nothing. */
  readonly trouble: () => string | null
  readonly setTrouble: (says: string | null) => void
  readonly listen: (change: Change, listener: () => void) => void
}

/** Lets a session go by. */
export type Player = {
  readonly isPlaying: () => boolean
  readonly play: () => void
  readonly pause: () => void
  readonly pace: () => Pace
  readonly setPace: (pace: Pace) => void
  /** Whether it stays at the end of a journal that grows. */
  readonly isFollowing: () => boolean
  readonly follow: (is: 'on' | 'off') => void
}

/**
 * How fast a session goes by: so many times as it was (60 is a minute in a second), or so many
 * lines each second.
 */
export type Pace = { readonly times: number } | { readonly lines: number }
