/** What a server has seen since it was started, by name. */
export type Seen = {
  /** Requests by path, those too that a fault kept from being carried out. */
  readonly requests: Readonly<Record<string, number>>
  /** Streams that were opened, by path. */
  readonly connections: Readonly<Record<string, number>>
  /** Streams that are open now. */
  readonly open: number
  /** Topics that were subscribed to, every time. */
  readonly subscriptions: Readonly<Record<string, number>>
  /** Frames from clients by their `op`; those that cannot be read are `unreadable`. */
  readonly frames: Readonly<Record<string, number>>
  /** Pings of the WebSocket protocol. */
  readonly pings: number
  /** What went wrong in the server itself, which should be nothing. */
  readonly failures: ReadonlyArray<string>
}

/** Counts what a server sees, and tells who waits for it. */
export type Sightings = {
  readonly seen: () => Seen
  readonly count: (
    of: 'requests' | 'connections' | 'subscriptions' | 'frames',
    name: string,
  ) => void
  readonly opened: (by: 1 | -1) => void
  readonly pinged: () => void
  readonly failed: (says: string) => void
  /** Waits until something holds of what was seen. */
  readonly until: (holds: (seen: Seen) => boolean) => Promise<void>
}

/** Nothing was seen yet. */
export const newSightings = (): Sightings => {
  const counts = { requests: {}, connections: {}, subscriptions: {}, frames: {} } as Record<
    'requests' | 'connections' | 'subscriptions' | 'frames',
    Record<string, number>
  >
  const failures: Array<string> = []
  let [open, pings] = [0, 0]
  let waiting: Array<{ readonly holds: (seen: Seen) => boolean; readonly go: () => void }> = []
  const seen = (): Seen => ({
    requests: { ...counts.requests },
    connections: { ...counts.connections },
    subscriptions: { ...counts.subscriptions },
    frames: { ...counts.frames },
    failures: [...failures],
    open,
    pings,
  })
  const told = (): void => {
    if (waiting.length === 0) return
    const now = seen()
    const done = waiting.filter(({ holds }) => holds(now))
    waiting = waiting.filter((each) => !done.includes(each))
    for (const { go } of done) go()
  }
  return {
    seen,
    count: (of, name) => {
      counts[of][name] = (counts[of][name] ?? 0) + 1
      told()
    },
    opened: (by) => {
      open += by
      told()
    },
    pinged: () => {
      pings += 1
      told()
    },
    failed: (says) => {
      failures.push(says)
      told()
    },
    until: (holds) =>
      new Promise((go) => {
        if (holds(seen())) go()
        else waiting.push({ holds, go })
      }),
  }
}
