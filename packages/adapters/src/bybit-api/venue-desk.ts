import type { WireRequest, WireResponse } from './wire-request'

/** What a private stream tells of. */
export type PrivateTopic = 'order' | 'execution' | 'position' | 'wallet'

/** One message of a private stream, before it is put into its envelope. */
export type PrivateMessage = {
  readonly topic: PrivateTopic
  /** Milliseconds since the epoch. */
  readonly creationTime: number
  /** Rows as Bybit writes them: all numbers that can have decimals are texts. */
  readonly data: ReadonlyArray<Readonly<Record<string, unknown>>>
}

/**
 * A venue as Bybit V5 shows it: answers signed REST requests, and tells what happened to an
 * account. A dry-run client asks one in its own process; a loopback server puts one behind HTTP
 * and WebSocket.
 */
export type VenueDesk = {
  /** Answers at once. A refusal is an answer too: HTTP 200 with a `retCode` that is not 0. */
  readonly answer: (request: WireRequest) => WireResponse
  /** Hears all private messages from now on, each after the answer that brought it about. */
  readonly onPrivate: (listener: (message: PrivateMessage) => void) => () => void
}
