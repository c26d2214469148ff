/** How far a journal's file is behind its session; all of them counts. */
export type JournalLag = {
  readonly writtenBytes: number
  readonly durableBytes: number
  /** Lines recorded since all that was recorded was last known to be on the device. */
  readonly lines: number
}

/** One stream of a venue, as its connection has seen it. */
export type StreamFigures = {
  readonly isConnected: boolean
  readonly reconnects: number
  readonly gaps: number
}

/** What no line of a journal says, and those who know it set. */
export type OutsideFigures = {
  readonly journal: JournalLag | null
  readonly rateLimitTokens: ReadonlyMap<string, number>
  readonly streams: ReadonlyMap<string, StreamFigures>
}

/** So many budgets, and so many streams, have figures of their own; the rest is under `other`. */
export const outsideNamesMax = 50

/** Where figures from outside are set; a name beyond the bound is put under `other`. */
export type OutsideBoard = {
  readonly figures: OutsideFigures
  readonly setJournal: (lag: JournalLag | null) => void
  readonly setRateLimitTokens: (budget: string, tokens: number) => void
  readonly setConnected: (stream: string, isConnected: boolean) => void
  readonly countReconnect: (stream: string) => void
  readonly countGap: (stream: string) => void
}

/** A board with nothing on it. */
export const newOutsideBoard = (): OutsideBoard => {
  const figures = {
    journal: null as JournalLag | null,
    rateLimitTokens: new Map<string, number>(),
    streams: new Map<string, StreamFigures>(),
  }
  const changed = (
    stream: string,
    change: (now: StreamFigures) => Partial<StreamFigures>,
  ): void => {
    const name = boundedName(figures.streams, stream)
    const now = figures.streams.get(name) ?? neverConnected
    figures.streams.set(name, { ...now, ...change(now) })
  }
  return {
    figures,
    setJournal: (lag) => {
      figures.journal = lag
    },
    setRateLimitTokens: (budget, tokens) => {
      figures.rateLimitTokens.set(boundedName(figures.rateLimitTokens, budget), tokens)
    },
    setConnected: (stream, isConnected) => {
      changed(stream, () => ({ isConnected }))
    },
    countReconnect: (stream) => {
      changed(stream, ({ reconnects }) => ({ reconnects: reconnects + 1 }))
    },
    countGap: (stream) => {
      changed(stream, ({ gaps }) => ({ gaps: gaps + 1 }))
    },
  }
}

const neverConnected: StreamFigures = { isConnected: false, reconnects: 0, gaps: 0 }

const boundedName = (table: ReadonlyMap<string, unknown>, name: string): string =>
  table.has(name) || table.size < outsideNamesMax ? name : 'other'
