export { freezeVariable, startTime } from './clock/start-time'
export type { BadFrozenClock } from './clock/start-time'
export { zlibCrc } from './digest/crc32'
export { isSignedBy, publicKeyOf, signerOf } from './digest/ed25519'
export type { Signer } from './digest/ed25519'
export { newSha256 } from './digest/sha256'
export { createPartial } from './export-files/partial-file'
export { createOutputs } from './export-files/outputs'
export type { Outputs, OutputPlace, Written } from './export-files/outputs'
export type { ByteSource } from './journal-files/byte-source'
export { openBlocks } from './journal-files/block-reader'
export type { Block, BlockReader } from './journal-files/block-reader'
export { generatedListing, generatedSymbols } from './generated-market/generated-listing'
export type { GeneratedListing, GeneratedSymbol } from './generated-market/generated-listing'
export { generatedMarket } from './generated-market/generated-market'
export type { TimedInput } from './generated-market/generated-market'
export { generatedPlan } from './generated-market/generated-plan'
export type { GeneratedPlan } from './generated-market/generated-plan'
export { captureLines } from './generated-market/capture-lines'
export { writeGeneratedCapture } from './generated-market/write-generated-capture'
export { fileFailure, fileFailureText } from './journal-files/file-failure'
export type { FileFailure } from './journal-files/file-failure'
export {
  dropSnapshots,
  keepSnapshot,
  keptSnapshots,
  readSnapshot,
  strayFiles,
} from './journal-files/snapshot-store'
export type { KeptSnapshot } from './journal-files/snapshot-store'
export { indexPath, indexText } from './journal-files/packed-index'
export type { PackedIndex } from './journal-files/packed-index'
export { isIndexRight } from './journal-files/packed-source'
export { continueRun, createRecording, isRunPath } from './journal-files/run-writer'
export { isRunDirectory, segmentNumber, segmentPath, segmentPaths } from './journal-files/segments'
export { isSameFile } from './journal-files/is-same-file'
export { realDisk } from './journal-files/disk'
export type { Disk } from './journal-files/disk'
export { createJournal } from './journal-files/journal-writer'
export type { IfExists, JournalWriter } from './journal-files/journal-writer'
export { lastLine, seekLine } from './journal-files/line-seeker'
export type { FoundLine } from './journal-files/line-seeker'
export { withSource } from './journal-files/with-source'
export { readBlocks } from './journal-files/read-blocks'
export type { BlocksRead, OnBlock } from './journal-files/read-blocks'
export type { DeskKey, DeskOptions, DeskPosition, RateRule } from './bybit-desk/desk-options'
export { newDryRunDesk } from './bybit-desk/dry-run-desk'
export type { DryRunDesk, MarketInput } from './bybit-desk/dry-run-desk'
export type { Fault, Faults } from './bybit-server/faults'
export type { ServerOptions } from './bybit-server/server-options'
export type { Seen } from './bybit-server/sightings'
export { startBybitServer } from './bybit-server/start-bybit-server'
export type { BybitServer, StreamName } from './bybit-server/start-bybit-server'
export { commonInstruments } from './bybit/common-instruments'
export { withFinerScale } from './bybit/finer-scale'
export { instrumentsFaultText, instrumentsOfJson, readInstruments } from './bybit/instruments-file'
export type { InstrumentsFault } from './bybit/instruments-file'
export { captureFailureText } from './captures/capture-failure'
export type { CaptureFailure, OtherCategory, ScaleTooCoarse } from './captures/capture-failure'
export { captureProblemText } from './captures/capture-problem'
export type { CaptureProblem, ProblemKind } from './captures/capture-problem'
export type { RevisedInstrument } from './captures/known-instruments'
export type { CaptureSummary, IgnoredReason } from './captures/capture-summary'
export { newLiveMarket } from './captures/live-market'
export type { LiveMarket, LiveMarketSink } from './captures/live-market'
export { readCaptures } from './captures/read-captures'
export type { CaptureOptions, CaptureSink } from './captures/read-captures'
export type { ImpureCall, ImpureKind } from './purity/impure-call'
export { impureCalls } from './purity/impure-calls'
export { watchImpureCalls, whileImpureCallsAreWatched } from './purity/watch-impure-calls'
export type { OnImpureCall } from './purity/watch-impure-calls'
export { exchangeFaultText } from './exchange/exchange-fault'
export type { ExchangeFault } from './exchange/exchange-fault'
export type {
  BatchOf,
  ExchangeCall,
  ExchangeClient,
  FillStream,
  OrdersOf,
  PastOf,
} from './exchange/exchange-client'
export { isClosed } from './exchange/exchange-orders'
export type {
  AmendRequest,
  CancelAck,
  CancelAllRequest,
  CancelRequest,
  ExchangeOrder,
  OrderAck,
  OrderState,
  PlaceRequest,
} from './exchange/exchange-orders'
export type {
  Balance,
  Execution,
  InstrumentRules,
  Position,
  ServerTime,
} from './exchange/exchange-records'
export { ageComplaint } from './secrets/rotation-age'
export { signerOfSecret } from './bybit-api/signing'
export type { ApiSigner } from './bybit-api/signing'
export { privateReport } from './bybit-streams/private-reports'
export { backfillOf } from './bybit-rest/backfill'
export { newBybitRestClient } from './bybit-rest/bybit-rest-client'
export type { BybitRestClient } from './bybit-rest/bybit-rest-client'
export { dryRunKeys, keysOf } from './bybit-rest/api-keys'
export type { ApiKeys, KeyProvider } from './bybit-rest/api-keys'
export { newClosing } from './bybit-rest/closing'
export type { Closing } from './bybit-rest/closing'
export { systemClock } from './bybit-rest/client-clock'
export type { ClientClock } from './bybit-rest/client-clock'
export type { ClientOptions } from './bybit-rest/client-options'
export type { PrivateMessages } from './bybit-rest/fill-sources'
export type { Attempt, AttemptReason, OrderDeed, Unwanted } from './bybit-rest/trouble'
export { knownRetCodes, retCodeOf, retCodeTable, retryOf } from './bybit-api/ret-codes'
export type { KnownRetCode, RetReason } from './bybit-api/ret-codes'
export type { RetryRule } from './bybit-api/ret-code-rows'
export { defaultRetryPlan } from './bybit-api/retry-schedule'
export type { RetryPlan } from './bybit-api/retry-schedule'
export { apiEnvs, bybitUrls } from './bybit-api/api-env'
export type { ApiEnv, ApiUrls, StreamCategory } from './bybit-api/api-env'
export { isLoopback, openNetwork, throughGuard } from './bybit-api/network-access'
export type { NetworkAccess, NetworkRefused } from './bybit-api/network-access'
export { queryInstruments } from './bybit-streams/instruments-query'
export type { InstrumentsFound, InstrumentsQuery } from './bybit-streams/instruments-query'
export type {
  Backfill,
  BackfillRows,
  CaughtUp,
  PrivateEvent,
  ReportSource,
} from './bybit-streams/private-event'
export type {
  ExecutionReport,
  OrderReport,
  PositionReport,
  PrivateReport,
  WalletReport,
} from './bybit-streams/private-reports'
export { openPrivateStream } from './bybit-streams/private-stream'
export type { PrivateStream, PrivateStreamOptions } from './bybit-streams/private-stream'
export type { PublicEar, PublicEvent, PublicFrame } from './bybit-streams/public-event'
export { openPublicStream } from './bybit-streams/public-stream'
export type { PublicStream, PublicStreamOptions } from './bybit-streams/public-stream'
export type { ConnectionState } from './bybit-streams/stream-connection'
export { machineTime } from './bybit-streams/stream-time'
export type { StreamTime } from './bybit-streams/stream-time'
export { usualTiming } from './bybit-streams/stream-timing'
export type { StreamTiming } from './bybit-streams/stream-timing'
export { newCaptureWriter } from './capture-files/capture-writer'
export type {
  CaptureWriter,
  CaptureWriterEar,
  CaptureWriterOptions,
  CaptureWritten,
} from './capture-files/capture-writer'
export { recordingPlace, writeSmallFile } from './capture-files/recording-place'
export type { RecordingPlace } from './capture-files/recording-place'
export { guardOutput } from './redaction/guarded-output'
export type { Output } from './redaction/guarded-output'
export { mask } from './redaction/mask'
export { processRedactor } from './redaction/process-redactor'
export type { RedactedStream } from './redaction/redacted-stream'
export { newRedactor } from './redaction/redactor'
export type { Redactor } from './redaction/redactor'
export { awsEndpoint } from './secrets/aws-endpoint'
export type { AwsEndpoint } from './secrets/aws-endpoint'
export { awsStore, recoveryDays, usualPatience } from './secrets/aws-store'
export type { AwsPatience } from './secrets/aws-store'
export { fileStore } from './secrets/file-store'
export { keyComplaints } from './secrets/key-complaints'
export type { Complaint } from './secrets/key-complaints'
export { memoryStore } from './secrets/memory-store'
export { ageInDays, rotationDays } from './secrets/rotation-age'
export type { SecretFault } from './secrets/secret-fault'
export {
  apiEnvsOf,
  defaultPrefix,
  mayBeUsedWith,
  secretEnvironments,
  secretKinds,
  secretNames,
} from './secrets/secret-name'
export type { SecretEnvironment, SecretKind } from './secrets/secret-name'
export { secretProvider } from './secrets/secret-provider'
export type { ProviderTerms, SecretProvider, Validation } from './secrets/secret-provider'
export type {
  BackendName,
  SecretDates,
  SecretFacts,
  SecretStore,
  StoredSecret,
} from './secrets/secret-store'
export { environmentVariable, keyVariables, variablesStore } from './secrets/variables-store'
export { logLevelOf, logLevels, logVariable, newLog } from './observability/log'
export type { BadLogLevel, Log, LogFields, LogLevel, LogOptions } from './observability/log'
export { isLoopbackHeader } from './observability/loopback'
export { startLoopbackServer } from './observability/loopback-server'
export type { LoopbackServer, LoopbackServerOptions } from './observability/loopback-server'
export { metricTable } from './observability/metric-table'
export { startObsServer } from './observability/obs-server'
export type { ObsServer, ObsServerOptions, ObsServerRefused } from './observability/obs-server'
export type { JournalLag, OutsideFigures } from './observability/outside-figures'
export { notReady } from './observability/readiness'
export { newSessionMetrics } from './observability/session-metrics'
export type { RenderedMetrics, SessionMetricsOptions } from './observability/session-metrics'
