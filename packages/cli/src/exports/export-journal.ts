import type { FileFailure, Outputs, Written } from '@shadowtape/adapters'
import { createOutputs, fileFailureText } from '@shadowtape/adapters'
import type { FaultAt } from '@shadowtape/core'
import { engineVersion } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { incompatibility } from '../journals/compatibility'
import type { JournalFailure } from '../journals/journal-failure'
import { faultFailure, journalFailure } from '../journals/journal-failure'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import { printable } from '../reports/printable'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import { hearInterruption } from '../shell/interruption'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import { csvSink } from './csv-sink'
import { exportOutcome } from './export-outcome'
import type { ExportTarget } from './export-place'
import { exportPlace } from './export-place'
import type { ExportLabel, ExportSink, ExportWanted } from './export-sink'
import { mcapSink } from './mcap-sink'
import { parquetSink } from './parquet-sink'
import type { EntriesRead } from './read-entries'
import { readEntries } from './read-entries'
import type { Survey } from './survey'
import { surveyed } from './survey'

/** What is to be exported, and where to. */
export type ExportOrder = ExportTarget & {
  readonly symbol: string | undefined
  readonly force: boolean
}

/**
 * Exports a journal in two readings: the first finds whether it is one and what scales its symbols
 * have, the second writes its lines as they pass, as far as they are sound.
 */
export const exportJournal = async (order: ExportOrder, env: CliEnv): Promise<Outcome> => {
  const { journal } = order
  const place = exportPlace(order)
  if (isLeft(place)) return failedOutcome(journal, 'not exported', place.left)
  const progress = progressOn(env, 'verifying')
  const survey = surveyed(journal, progress.tick)
  progress.finish()
  if (isLeft(survey)) return fileOutcome(journal, survey.left)
  const failed = journalFailure(journal, survey.right.scan)
  if (failed !== null && survey.right.scan.found.lines === 0) return damageOutcome(journal, failed)
  const refused = order.to === 'mcap' ? incompatibility(survey.right.header ?? {}) : null
  if (refused !== null) return incompatible(journal, refused)
  const outputs = createOutputs(place.right, order.force ? 'replace' : 'refuse')
  if (isLeft(outputs)) return notWritten(order, outputs.left)
  return exportedTo(order, outputs.right, survey.right, failed, env)
}

const incompatible = (file: string, why: string): Outcome =>
  failedOutcome(
    file,
    'incompatible',
    failure('Incompatible', `${file} cannot be folded for plots: ${printable(why)}.`),
  )

const exportedTo = async (
  order: ExportOrder,
  outputs: Outputs,
  survey: Survey,
  failed: JournalFailure | null,
  env: CliEnv,
): Promise<Outcome> => {
  const sink = await sinkFor(order, outputs, survey)
  const read = await poured(order, outputs, sink, survey, env)
  if (isLeft(read)) {
    outputs.abandon()
    return read.left
  }
  const fault = read.right.fault === null ? null : faultIn(order.journal, read.right.fault)
  const stopped = fault ?? failed
  await sink.finish(labelOf(read.right, survey, stopped))
  const written = committed(outputs, order)
  if (isLeft(written)) {
    outputs.abandon()
    return written.left
  }
  return exportOutcome(order, { lines: read.right.lines, written: written.right, sink, stopped })
}

const sinkFor = (
  { to, types, symbol }: ExportOrder,
  outputs: Outputs,
  { scales }: Survey,
): Promise<ExportSink> => {
  const wanted: ExportWanted = {
    ...(types === undefined ? {} : { types }),
    ...(symbol === undefined ? {} : { symbol }),
  }
  if (to === 'csv') return csvSink(wanted, outputs)
  return to === 'parquet' ? parquetSink(wanted, outputs, scales) : mcapSink(wanted, outputs)
}

/** Pours the journal into the sink; what ends it early but for a fault leaves nothing behind. */
const poured = async (
  order: ExportOrder,
  outputs: Outputs,
  sink: ExportSink,
  { scan }: Survey,
  env: CliEnv,
): Promise<Either<Outcome, EntriesRead>> => {
  const { journal } = order
  const progress = progressOn(env, 'exporting')
  const interruption = hearInterruption()
  try {
    const read = await readEntries(
      journal,
      scan.bytes - scan.tornBytes,
      sink.take,
      async (done) => {
        progress.tick(done, scan.bytes)
        await sink.drain()
        await interruption.sleep(0)
        return interruption.isAsked() || outputs.failed() !== null ? 'stop' : 'go on'
      },
    )
    await sink.drain()
    if (isLeft(read)) return left(fileOutcome(journal, read.left))
    const failed = outputs.failed()
    if (failed !== null) return left(notWritten(order, failed))
    return interruption.isAsked() ? left(interrupted(order)) : read
  } finally {
    interruption.stop()
    progress.finish()
  }
}

const interrupted = ({ journal, out }: ExportOrder): Outcome =>
  failedOutcome(
    journal,
    'interrupted',
    failure('Failed', `Interrupted: nothing was exported; ${out} is as it was.`),
  )

const notWritten = ({ journal, out }: ExportOrder, failed: FileFailure): Outcome => {
  const says = `Error: ${fileFailureText(failed)}\nNothing was exported; ${out} is as it was.`
  return failedOutcome(journal, 'not written', failure('Failed', says))
}

const committed = (
  outputs: Outputs,
  order: ExportOrder,
): Either<Outcome, ReadonlyArray<Written>> => {
  const failed = outputs.failed()
  if (failed !== null) return left(notWritten(order, failed))
  const done = outputs.commit()
  if (!isLeft(done)) return right(done.right)
  const { failed: why, placed } = done.left
  if (placed === 0) return left(notWritten(order, why))
  const says = `Error: ${fileFailureText(why)}\n${order.out} is not whole: ${placed} files are new.`
  return left(failedOutcome(order.journal, 'not written', failure('Failed', says)))
}

/** A line that the checks of bytes let pass, and that cannot be exported all the same. */
const faultIn = (file: string, at: FaultAt): JournalFailure => {
  const failed = faultFailure(file, at)
  if (at.fault.kind !== 'fold') return failed
  const says = `${file} contradicts itself at seq ${String(at.line)}: ${printable(at.fault.says)}.`
  return { ...failed, failure: failure('Diverged', says) }
}

const labelOf = (
  { lines }: EntriesRead,
  { scan }: Survey,
  stopped: JournalFailure | null,
): ExportLabel => ({
  'shadowtape.version': engineVersion,
  'shadowtape.lines': String(lines),
  'shadowtape.verdict': stopped?.verdict ?? 'sound',
  'shadowtape.head': scan.found.closed?.digest ?? '',
})
