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
export type { CaptureFailure, ScaleTooCoarse } from './captures/capture-failure'
export { captureProblemText } from './captures/capture-problem'
export type { CaptureProblem, ProblemKind } from './captures/capture-problem'
export type { CaptureSummary, IgnoredReason } from './captures/capture-summary'
export { readCaptures } from './captures/read-captures'
export type { CaptureOptions, CaptureSink } from './captures/read-captures'
export type { ImpureCall, ImpureKind } from './purity/impure-call'
export { impureCalls } from './purity/impure-calls'
export { watchImpureCalls, whileImpureCallsAreWatched } from './purity/watch-impure-calls'
export type { OnImpureCall } from './purity/watch-impure-calls'
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
