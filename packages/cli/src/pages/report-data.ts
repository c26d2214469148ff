/**
 * What a report's page shows, as plain data. Instants and lengths are whole microseconds of engine
 * time, since 1970 for instants. Money is in dollars. What is to be read is a decimal as a text, as
 * it is in the journal; numbers are for drawing only.
 */
export type ReportFile = {
  readonly format: 1
  /** The program that made it: `shadowtape 0.1.0`. */
  readonly madeBy: string
  /** One session, or two that are compared. */
  readonly sessions: readonly [SessionReport] | readonly [SessionReport, SessionReport]
  readonly comparison: Comparison | null
}

/** All that is said of one session. */
export type SessionReport = {
  /** The journal, as it was typed. */
  readonly file: string
  readonly header: {
    readonly session: string
    readonly strategy: string
    readonly source: string
    readonly venue: string
    readonly fillModel: string
    readonly engine: string
  }
  readonly startAt: number
  readonly endAt: number
  readonly integrity: Integrity
  readonly summary: Summary
  readonly sampling: Sampling
  /** The engine time of each sample: that of the last line of its interval. Rising. */
  readonly times: ReadonlyArray<number>
  readonly money: MoneySeries
  readonly symbols: ReadonlyArray<SymbolSeries>
  readonly fills: ReadonlyArray<FillMark>
  readonly edges: ReadonlyArray<EdgeSeries>
  /** Which threshold of the edge held since when. */
  readonly thresholds: ReadonlyArray<{ readonly at: number; readonly bps: number }>
  readonly pnl: ReadonlyArray<PnlParts>
  readonly orders: OrderFigures
  readonly stops: ReadonlyArray<StopMark>
  /** Every setting of the header, in its order, as it is written there. */
  readonly configuration: ReadonlyArray<readonly [name: string, value: string]>
}

/** Whether what the page shows can be relied on. */
export type Integrity = {
  /** `whole`: every check held, to the close; `cut short`: to the last line, without a close. */
  readonly verdict: 'whole' | 'cut short' | 'damaged'
  /** What is wrong, where something is; the page then shows what came before it. */
  readonly says: string | null
  readonly lines: number
  readonly bytes: number
  readonly seals: number
  /** How often a line said what the state is, and the state was that. */
  readonly statesChecked: number
  /** The digest of all lines, as the close says it; empty where there is no close. */
  readonly digest: string
  readonly configDigest: string
  readonly closeReason: string | null
}

/** What a session came to. Decimals as texts. */
export type Summary = {
  readonly inputs: number
  readonly placed: number
  readonly filledOrders: number
  readonly canceled: number
  readonly rejected: number
  readonly denied: number
  readonly fills: number
  readonly makerFills: number
  readonly freezes: number
  readonly netUsd: string
  readonly realizedUsd: string
  readonly unrealizedUsd: string
  readonly feesUsd: string
  readonly fundingUsd: string
  readonly openOrders: number
  readonly tradingState: 'active' | 'reducing' | 'frozen'
  readonly holdings: ReadonlyArray<{
    readonly account: string
    readonly symbol: string
    readonly qty: string
    readonly worthUsd: string
    readonly netUsd: string
  }>
}

/** How much of the session the page shows, and what it leaves out. */
export type Sampling = {
  readonly intervals: number
  readonly intervalUs: number
  readonly fillsShown: number
  readonly fillsCount: number
  readonly edgesShown: number
  readonly edgesCount: number
  readonly stopsShown: number
  readonly stopsCount: number
}

/** A value at each sample; `null` where nothing was known. */
export type Series = ReadonlyArray<number | null>

/** Dollars at each sample, of all accounts and symbols. */
export type MoneySeries = {
  readonly net: Series
  readonly realized: Series
  readonly unrealized: Series
  readonly fees: Series
  readonly funding: Series
  /** The worst case that the open orders could lead to, and its limit. */
  readonly exposure: Series
  readonly exposureMax: number | null
  readonly openOrders: Series
}

/** A symbol at each sample. Lows and highs are of the whole interval, so that nothing is hidden. */
export type SymbolSeries = {
  readonly symbol: string
  readonly priceDecimals: number
  readonly qtyDecimals: number
  readonly bid: Series
  readonly ask: Series
  readonly bidLow: Series
  readonly askHigh: Series
  readonly ownBid: Series
  readonly ownAsk: Series
  /** What all accounts hold, in the base coin, and its worth in dollars with its limit. */
  readonly held: Series
  readonly heldUsd: Series
  readonly heldUsdMax: number | null
}

/** A fill. Texts are as the journal has them. */
export type FillMark = {
  readonly seq: number
  readonly at: number
  readonly account: string
  readonly symbol: string
  readonly side: 'Buy' | 'Sell'
  readonly price: number
  readonly priceText: string
  readonly qty: string
  readonly fee: string
  readonly liquidity: string
  readonly orderId: string
}

/** Edges as they were said, in basis points. `horizonUs` is `null` where a source said them. */
export type EdgeSeries = {
  readonly account: string | null
  readonly symbol: string | null
  readonly source: string
  readonly horizonUs: number | null
  /** Whether trading is stopped by this one. */
  readonly isJudged: boolean
  readonly at: ReadonlyArray<number>
  readonly bps: ReadonlyArray<number>
}

/**
 * What made up the net of a symbol, or of all (`null`), decimals as texts: spread and inventory,
 * less adverse selection, fees and funding.
 */
export type PnlParts = {
  readonly symbol: string | null
  readonly netUsd: string
  readonly spreadUsd: string
  /** How far prices moved against our fills within a horizon; the longest that is measured. */
  readonly adverseUsd: string
  readonly horizonUs: number | null
  /** What what is held gained or lost beyond that. */
  readonly inventoryUsd: string
  readonly feesUsd: string
  readonly fundingUsd: string
}

/** A count by name, the largest first. */
export type Counts = ReadonlyArray<readonly [name: string, count: number]>

/** What became of orders. */
export type OrderFigures = {
  readonly outcomes: Counts
  readonly deniedByReason: Counts
  readonly rejectedByReason: Counts
  readonly canceledByReason: Counts
  readonly latencies: ReadonlyArray<LatencyFigures>
}

/** How long something took; `counts` has one more than `boundsUs`, for what is beyond. */
export type LatencyFigures = {
  readonly name: string
  readonly boundsUs: ReadonlyArray<number>
  readonly counts: ReadonlyArray<number>
  readonly count: number
  readonly meanUs: number | null
}

/** A freeze or reduction. `page` is what `shadowtape freeze --json` says; `null` beyond a few. */
export type StopMark = {
  readonly n: number
  readonly seq: number
  readonly at: number
  readonly thawAt: number | null
  readonly kind: 'freeze' | 'reduction'
  /** Why, in words: `Edge degradation: 0.66 BPS < 1.00 BPS`. */
  readonly says: string
  /** The page of the terminal, and the same as data. */
  readonly text: string | null
  readonly page: Readonly<Record<string, unknown>> | null
}

/** How two sessions differ. Texts are rows as `shadowtape diff` has them. */
export type Comparison = {
  readonly isEqual: boolean
  /** Settings that differ: name, the first's value, the second's. */
  readonly settings: ReadonlyArray<readonly [name: string, first: string, second: string]>
  readonly rows: ReadonlyArray<string>
  readonly more: number
}
