export { canonicalJson } from './base/canonical-json'
export { InvariantViolated, invariant } from './base/invariant'
export { message, nullable } from './base/message'
export { exp2Of, log2Of, logOne, powerOne } from './base/fixed-point'
export { normalOf } from './base/normal'
export { draw, generatorName, happens, purposes, watchingDraws } from './base/random'
export type { Draw, Purpose } from './base/random'

export * from './projections'
export * from './state'
export * from './units'

// commands
export { AmendOrder } from './commands/amend-order'
export { CancelAllOrders } from './commands/cancel-all-orders'
export { CancelOrder } from './commands/cancel-order'
export { CloseSession } from './commands/close-session'
export { commands } from './commands/command'
export type { Command } from './commands/command'
export { FreezeTrading } from './commands/freeze-trading'
export { PlaceOrder, orderTerms } from './commands/place-order'
export { ReduceTrading } from './commands/reduce-trading'
export { RollJournal } from './commands/roll-journal'
export { SetTradingStop } from './commands/set-trading-stop'
export { ThawTrading } from './commands/thaw-trading'

// events
export { AmendDenied } from './events/amend-denied'
export { AmendPlaced } from './events/amend-placed'
export { AmendRejected } from './events/amend-rejected'
export { BookUpdated } from './events/book-updated'
export { CancelRejected } from './events/cancel-rejected'
export { ClockAdvanced } from './events/clock-advanced'
export { Delivered } from './events/delivered'
export { EdgeUpdated, edgeSaid } from './events/edge-updated'
export { messages } from './events/entry'
export type { Entry, Message } from './events/entry'
export { events } from './events/event'
export type { Event } from './events/event'
export { isInputType } from './events/input'
export type { Input } from './events/input'
export { FundingSettled } from './events/funding-settled'
export { InstrumentListed } from './events/instrument-listed'
export { LinesLost } from './events/lines-lost'
export { MarkoutMeasured } from './events/markout-measured'
export { OrderAccepted } from './events/order-accepted'
export { OrderAmended } from './events/order-amended'
export { OrderCanceled } from './events/order-canceled'
export { OrderDenied } from './events/order-denied'
export { OrderFilled } from './events/order-filled'
export { OrderPlaced } from './events/order-placed'
export { OrderRejected } from './events/order-rejected'
export { OrderTriggered } from './events/order-triggered'
export { ExecutionReported } from './events/execution-reported'
export { OrderReported } from './events/order-reported'
export { PositionReported } from './events/position-reported'
export { RequestAnswered } from './events/request-answered'
export { RequestRetried } from './events/request-retried'
export { WalletReported } from './events/wallet-reported'
export { QuoteObserved } from './events/quote-observed'
export { Sealed } from './events/sealed'
export { SegmentOpened } from './events/segment-opened'
export { SessionClosed } from './events/session-closed'
export { SessionOpened } from './events/session-opened'
export { SessionResumed } from './events/session-resumed'
export { SettingsChanged } from './events/settings-changed'
export { SnapshotTaken } from './events/snapshot-taken'
export { TickerUpdated } from './events/ticker-updated'
export { TradePrinted } from './events/trade-printed'
export { TradingFrozen } from './events/trading-frozen'
export { TradingReduced } from './events/trading-reduced'
export { TradingStopPlaced } from './events/trading-stop-placed'
export { TradingStopRejected } from './events/trading-stop-rejected'
export { TradingStopSet } from './events/trading-stop-set'
export { TradingStopTriggered } from './events/trading-stop-triggered'
export { TradingThawed } from './events/trading-thawed'

// state
export {
  changedFields,
  changedHeader,
  fieldsOfText as settingsOfText,
} from './state/changed-settings'

// deciders
export { answer } from './deciders/answer'
export { cancelOpen } from './deciders/cancel-open'
export { freezeTrading } from './deciders/freeze-trading'
export { judgeMarkouts } from './deciders/judge-markouts'
export { marketMaker } from './deciders/market-maker'
export { marketMakerParams } from './deciders/market-maker-params'
export type { FairKind, MarketMakerParams } from './deciders/market-maker-params'
export { layerOfName } from './deciders/market-maker-slice'
export type { MarketMakerSlice } from './deciders/market-maker-slice'
export { markoutOf, measureMarkout } from './deciders/measure-markout'
export {
  StrategyParams,
  boundedParam,
  bpsMax,
  choiceParam,
  decimalParam,
  paramsOf,
} from './deciders/params'
export type { BoundedParam, ChoiceParam } from './deciders/params'
export { brokenLimit, placeOrder } from './deciders/place-order'
export { canAfford, coinScale, freeOf, walletOf } from './deciders/venue/afford'
export { worstCaseUsd } from './deciders/worst-case'
export { bpsUnit, quote, quotePrice, quotePriceFrom } from './deciders/quoting'
export type { FairValue } from './deciders/quoting'
export { commandOf, nothing, plainOrder } from './deciders/strategy'
export type { Strategy, View, Wish } from './deciders/strategy'
export { setTradingStop } from './deciders/set-trading-stop'
export { thawTrading } from './deciders/thaw-trading'
export { twoSided } from './deciders/two-sided'
export type { TwoSidedSlice } from './deciders/two-sided'
export { midSeen, volatilityOf } from './deciders/volatility'
export type { Volatility } from './deciders/volatility'
export { watchEdge } from './deciders/watch-edge'

// the dry-run venue
export { admitOrder, openOrdersMax } from './deciders/venue/admit-order'
export { bybitAnswer, bybitCancel, bybitNothingToCancel } from './deciders/venue/bybit-answers'
export { cancelOrder } from './deciders/venue/cancel-order'
export { priceLimit, protectivePrice } from './deciders/venue/price-band'
export { venueAnswers } from './deciders/venue/venue-answers'

// history
export { messageName, writtenName } from './history/message-name'
export type { PastCatalogue, PlainState } from './history/past-catalogue'
export { pastCatalogues } from './history/past-catalogues'
export { beforeFields, pastMessage } from './history/past-message'
export type { MessageWay, PastMessage } from './history/past-message'

// journal
export { areLinesSound, crcOfHere } from './journal/block-crc'
export type { CrcOf } from './journal/block-crc'
export { bytesChecker } from './journal/bytes-checker'
export type { BytesChecker, Checked, FaultAt, OnLine } from './journal/bytes-checker'
export {
  catalogueDigest,
  catalogueText,
  engineName,
  engineVersion,
  engineVersionsReplayed,
  formatName,
  formatVersion,
} from './journal/catalogue'
export { headerWords } from './journal/header-words'
export { isLinkMessage, linkOf } from './journal/chain-link'
export type { ChainLink } from './journal/chain-link'
export { crc32 } from './journal/crc32'
export {
  catalogueOfHeader,
  dialectNamed,
  dialectOfHeader,
  dialectsOf,
  spokenOf,
} from './journal/dialect'
export type { Dialect, Dialects, Spoken } from './journal/dialect'
export { digestOfBytes, digestOfText, stateDigest } from './journal/digest-of'
export type { Hasher, NewHasher } from './journal/digest'
export { fieldsOf } from './journal/field-kind'
export type { Field, FieldKind, Scaling } from './journal/field-kind'
export { lineReader } from './journal/generate-reader'
export type { LineReader } from './journal/generate-reader'
export { bytesMax, hasOwnScales, lineWriter, needsScales } from './journal/generate-writer'
export type { LineWriter } from './journal/generate-writer'
export { entryOfJson, jsonOfEntry, messageOfJson } from './journal/json-line'
export { entryOf, nameTable, newEnvelope, readEnvelope } from './journal/envelope'
export type { Envelope, NameTable } from './journal/envelope'
export { knownDialects } from './journal/known-dialects'
export { lineCodec } from './journal/line-codec'
export type { LineCodec } from './journal/line-codec'
export { lineFault } from './journal/line-fault'
export type { LineFault, LineFaultKind } from './journal/line-fault'
export { crcFault, crcTail } from './journal/line-tail'
export {
  allowedBytes,
  readCounter,
  readDecimal,
  readInt,
  readLevels,
  readPlainText,
  readToken,
  symbolTable,
} from './journal/read-bytes'
export type { Cursor, KnownSymbol, SymbolTable } from './journal/read-bytes'
export { scalesOf } from './journal/scales'
export type { ScaleTable, Scales } from './journal/scales'
export { roundTrip } from './journal/round-trip'
export type { RoundTrip } from './journal/round-trip'
export { chained, newTape } from './journal/tape'
export type { Seal, Tape } from './journal/tape'
export { readUtf8, utf8Of, writeUtf8 } from './journal/utf8'
export { digits4, isAt, newViewer, ofDigits4, placedWords, viewOf, wordsOf } from './journal/words'
export type { Words } from './journal/words'
export { writeDecimal, writeInt, writeLevels, writeText, writeToken } from './journal/write-bytes'

// engine
export { stateSaidBy } from './engine/checkpoints'
export type { Checkpoints, Unequal } from './engine/checkpoints'
export { classified } from './engine/classify-difference'
export { difference, fieldsOfLine, partingOf } from './engine/divergence'
export type { Divergence } from './engine/divergence'
export { foldOf } from './engine/fold'
export type { BeforeEntry, Fold } from './engine/fold'
export { reExecution } from './engine/re-execute'
export type { ReExecution, ReplayPowers } from './engine/re-execute'
export { isVenueWord } from './engine/recorded-venue'
export type { ReplayStop } from './engine/replay-stop'
export { openSession, restoreSession } from './engine/session'
export type { SessionEars, Snapshot } from './engine/recording'
export type { Restoration, Session } from './engine/session'
export { append, consequencesMax, engineOf, step } from './engine/step'
export type { Engine } from './engine/step'

// spec: the language that tests of deciders, strategies and whole sessions are written in
export { aFreeze, aPlaceOrder, aQuote, aSession } from './spec/examples'
export { anEdge, anInstrument, example } from './spec/examples'
export type { MessageOf, Values } from './spec/examples'
export { ExpectationFailed, expectSaid } from './spec/expectation'
export { silent, specForDecider, specForEngine, specForStrategy } from './spec/spec-for'
export type { Given, Said, Spec, When } from './spec/spec-for'
export { after, engineAfter, passed, storyStartUs, tell } from './spec/story'
export type { Later, Told } from './spec/story'
