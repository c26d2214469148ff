/** How long a stream waits for what; all in milliseconds. */
export type StreamTiming = {
  /** From the first packet to an open socket. */
  readonly openWithinMs: number
  /** Between two pings. Bybit asks for one every 20 s, and cuts off whoever is quiet for long. */
  readonly pingEveryMs: number
  /** From a ping to any frame at all; shorter than `pingEveryMs`. Without one it is half-open. */
  readonly heardWithinMs: number
  /** The first wait before coming back; each that follows is twice as long, up to the last. */
  readonly backOffFirstMs: number
  readonly backOffMaxMs: number
  /** How long a connection lives before its loss is taken for the first again. */
  readonly healthyAfterMs: number
  /** From a subscription, or an authentication, to its answer. */
  readonly answerWithinMs: number
  /** Without a message for so long, a book or ticker is told to be silent and subscribed again. */
  readonly silentAfterMs: number
  /** From a subscription to the snapshot of a book. */
  readonly snapshotWithinMs: number
}

/** How long a stream waits unless it is told otherwise. */
export const usualTiming: StreamTiming = {
  openWithinMs: 10_000,
  pingEveryMs: 20_000,
  heardWithinMs: 10_000,
  backOffFirstMs: 500,
  backOffMaxMs: 30_000,
  healthyAfterMs: 60_000,
  answerWithinMs: 10_000,
  silentAfterMs: 60_000,
  snapshotWithinMs: 10_000,
}
