import type { DryRunDesk } from '../bybit-desk/dry-run-desk'
import type { Fault } from './faults'

/** Runs something after so many milliseconds, unless it is called off before. */
export type Later = (ms: number, run: () => void) => () => void

/** What a server is started with. */
export type ServerOptions = {
  readonly desk: DryRunDesk
  /** A port of loopback; 0, which is the default, lets the system choose. */
  readonly port?: number
  /** Milliseconds, for what streams are told and for whether an opening is in time: the desk's. */
  readonly clock?: () => number
  /** What goes wrong, in this order; more can be added at any time. */
  readonly faults?: ReadonlyArray<Fault>
  /**
   * How long a frame waits before it is answered. Some clients are not ready for an answer that is
   * there at once: pybit 5.17 loses connections to it. 15 ms by default.
   */
  readonly ackDelayMs?: number
  /**
   * How often the desk is told that time goes on, in milliseconds; 0, which is the default, for
   * never: whoever has the clock advances the desk.
   */
  readonly tickMs?: number
  /** By what delays wait; the system's timers, where nobody says otherwise. */
  readonly later?: Later
}

/** Waits by the system's timers. */
export const bySystemTimers: Later = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => {
    clearTimeout(timer)
  }
}
