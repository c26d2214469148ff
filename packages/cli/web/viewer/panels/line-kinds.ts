/** What a line is about, as a list tells it apart by a shape, a color and a word. */
export type LineKind = 'market' | 'order' | 'fill' | 'no' | 'edge' | 'risk' | 'keeping'

/** The types of each kind, by their names without a version. */
export const typesOf: Readonly<Record<LineKind, ReadonlyArray<string>>> = {
  market: ['BookUpdated', 'FundingSettled', 'QuoteObserved', 'TickerUpdated', 'TradePrinted'],
  order: [
    ...['PlaceOrder', 'OrderPlaced', 'OrderAccepted', 'OrderTriggered', 'OrderReported'],
    ...['AmendOrder', 'AmendPlaced', 'OrderAmended', 'RequestAnswered', 'RequestRetried'],
    ...['CancelOrder', 'CancelAllOrders', 'OrderCanceled'],
    ...['SetTradingStop', 'TradingStopPlaced', 'TradingStopSet', 'TradingStopTriggered'],
  ],
  fill: ['OrderFilled', 'ExecutionReported'],
  no: ['OrderDenied', 'OrderRejected', 'AmendDenied', 'AmendRejected', 'CancelRejected'].concat(
    'TradingStopRejected',
  ),
  edge: ['EdgeUpdated', 'MarkoutMeasured'],
  risk: [
    ...['TradingFrozen', 'TradingReduced', 'TradingThawed'],
    ...['FreezeTrading', 'ReduceTrading', 'ThawTrading', 'SettingsChanged'],
  ],
  keeping: [],
}

const kinds = new Map(
  (Object.entries(typesOf) as ReadonlyArray<[LineKind, ReadonlyArray<string>]>).flatMap(
    ([kind, types]) => types.map((type) => [type, kind] as const),
  ),
)

/** What a line of a type is about; what is none of the others keeps the journal. */
export const kindOf = (type: string): LineKind => kinds.get(type) ?? 'keeping'

/** A sign for each kind, told apart by its shape. */
export const kindSign: Readonly<Record<LineKind, string>> = {
  market: '∿',
  order: '◇',
  fill: '◆',
  no: '✕',
  edge: '△',
  risk: '■',
  keeping: '·',
}
