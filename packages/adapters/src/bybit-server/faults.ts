/**
 * What a fault befalls: the answer to a request by the path, a message of a stream by its topic, a
 * frame from a client by its `op`, or a stream that is being opened by its path. All of these by
 * what they begin with, so that an empty text means every one.
 */
export type FaultPlace = 'answer' | 'message' | 'frame' | 'connect'

/** What goes wrong with the answer to a request. */
export type AnswerFault =
  /** It comes late; the private stream does not wait for it. */
  | { readonly deed: 'delay'; readonly ms: number }
  /** The request is carried out, and the connection is closed before its answer. */
  | { readonly deed: 'drop' }
  /** The request is carried out, and nothing ever answers it. */
  | { readonly deed: 'hang' }
  /** The request is not carried out: HTTP says so, as 403, 429 or 5xx do. */
  | { readonly deed: 'status'; readonly status: number; readonly body?: string }
  /** The request is not carried out: Bybit says so; with headers of limits or without. */
  | {
      readonly deed: 'code'
      readonly retCode: number
      readonly retMsg?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** The request is carried out, and its answer cannot be read. */
  | { readonly deed: 'garbage'; readonly body?: string }
  /** What it brought about is told by the private stream, and heard, before it is answered. */
  | { readonly deed: 'overtake' }

/** What goes wrong with a message of a stream, for all who would get it. */
export type MessageFault =
  | { readonly deed: 'delay'; readonly ms: number }
  /** It is never sent: of a book that is a gap, of a private stream only REST knows of it. */
  | { readonly deed: 'drop' }
  | { readonly deed: 'duplicate' }
  /** It is sent behind so many later ones of its stream. */
  | { readonly deed: 'hold'; readonly behind: number }
  | { readonly deed: 'garbage' }
  /** Of a book: `u` leaves so many out, though nothing is missing. */
  | { readonly deed: 'gap'; readonly by: number }
  /** Of a book: a snapshot with a `u` of 1 takes its place, as when the service is started anew. */
  | { readonly deed: 'restart' }
  | ConnectionFault

/** What goes wrong with a frame that a client sent. */
export type FrameFault =
  | { readonly deed: 'delay'; readonly ms: number }
  /** It is read and never answered, nor done. */
  | { readonly deed: 'ignore' }
  | { readonly deed: 'refuse'; readonly retMsg: string }
  | ConnectionFault

/** What goes wrong with a connection. */
export type ConnectionFault =
  /** It is closed with a code; 1006 is without a word. */
  | { readonly deed: 'close'; readonly code: number }
  /** It stays open, and nothing comes through any more, no answer to a ping either. */
  | { readonly deed: 'freeze' }

/** What goes wrong with a stream that is being opened. */
export type ConnectFault =
  { readonly deed: 'status'; readonly status: number } | { readonly deed: 'hang' }

type At<Place extends FaultPlace, Deed> = { readonly at: Place } & Deed

/**
 * A fault, once. It strikes what comes to its place `on` a name, after it let so many pass
 * (`after`, 0), so many `times` (1).
 */
export type Fault = {
  readonly on?: string
  readonly after?: number
  readonly times?: number
} & (
  | At<'answer', AnswerFault>
  | At<'message', MessageFault>
  | At<'frame', FrameFault>
  | At<'connect', ConnectFault>
)

/** A fault of a place. */
export type FaultAt<Place extends FaultPlace> = Extract<Fault, { readonly at: Place }>

/** The faults that are still to come. */
export type Faults = {
  /** Puts a fault behind those that are there. */
  readonly add: (...faults: ReadonlyArray<Fault>) => void
  readonly clear: () => void
  /** How many have not struck as often as they are to. */
  readonly left: () => number
  /** What strikes now: the first that is meant for this; the others wait. */
  readonly strike: <Place extends FaultPlace>(at: Place, name: string) => FaultAt<Place> | null
}

/** Faults that strike in the order in which they are listed. */
export const newFaults = (listed: ReadonlyArray<Fault> = []): Faults => {
  let waiting: Array<{ readonly fault: Fault; passed: number; struck: number }> = []
  const add = (...faults: ReadonlyArray<Fault>): void => {
    for (const fault of faults) waiting.push({ fault, passed: 0, struck: 0 })
  }
  add(...listed)
  return {
    add,
    clear: () => {
      waiting = []
    },
    left: () => waiting.length,
    strike: <Place extends FaultPlace>(at: Place, name: string) => {
      const meant = waiting.filter(
        ({ fault }) => fault.at === at && name.startsWith(fault.on ?? ''),
      )
      for (const each of meant) {
        const { fault } = each
        if (each.passed < (fault.after ?? 0)) {
          each.passed += 1
          continue
        }
        each.struck += 1
        if (each.struck >= (fault.times ?? 1)) waiting = waiting.filter((one) => one !== each)
        return fault as FaultAt<Place>
      }
      return null
    },
  }
}
