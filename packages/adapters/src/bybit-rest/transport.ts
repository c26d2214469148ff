import type { TaskEither } from 'fp-ts/TaskEither'

import type { WireRequest, WireResponse } from '../bybit-api/wire-request'

/**
 * Why a request has no answer: `Refused` by the guard, before any socket; `NotSent` because no
 * connection came about; `NoAnswer` once it may have been sent. `says` has nothing of the request.
 */
export type TransportFault = {
  readonly type: 'Refused' | 'NotSent' | 'NoAnswer'
  readonly says: string
}

/** How a request comes to an answer: over a socket, or to a desk in this process. */
export type Transport = {
  readonly send: (request: WireRequest) => TaskEither<TransportFault, WireResponse>
  /** Lets go of connections. */
  readonly close: () => void
}
