import { readFile } from 'node:fs/promises'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { FillModel, QueueModel } from '@shadowtape/core'
import { latencyOf, latencyRowsMax } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { LatencyArgument } from '../shell/fill-options'
import type { SessionSettings } from './session-header'

/** What a person may say about fills and latencies. */
export type FillOptions = {
  readonly fillModel: FillModel
  readonly queueModel?: QueueModel
  readonly queuePower?: number
  readonly feedLatency: LatencyArgument
  readonly entryLatency: LatencyArgument
  readonly responseLatency: LatencyArgument
}

/** What a header says about them. */
export type FillSettings = Pick<
  SessionSettings,
  'fillModel' | 'queueModel' | 'queuePower' | 'feedLatency' | 'entryLatency' | 'responseLatency'
>

/** The settings that such options ask for, or why they do not go together or cannot be read. */
export const fillSettings = async (
  options: FillOptions,
): Promise<Either<Failure, FillSettings>> => {
  const { fillModel, queueModel = 'risk-averse', queuePower } = options
  if (options.queueModel !== undefined && fillModel !== 'queue')
    return usage(`--queue-model ${queueModel} needs --fill-model queue`)
  if (queuePower !== undefined && !queueModel.startsWith('power'))
    return usage('--queue-power needs --queue-model power, power-2 or power-3')
  const feed = await latencyText('--feed-latency', options.feedLatency)
  const entry = await latencyText('--entry-latency', options.entryLatency)
  const response = await latencyText('--response-latency', options.responseLatency)
  if (isLeft(feed)) return feed
  if (isLeft(entry)) return entry
  if (isLeft(response)) return response
  return right({
    fillModel,
    queueModel,
    queuePower: queuePower ?? 2_000_000,
    feedLatency: feed.right,
    entryLatency: entry.right,
    responseLatency: response.right,
  })
}

const longestUs = 3_600_000_000

const failed = (says: string): Either<Failure, never> => left(failure('Failed', `Error: ${says}`))
const usage = (says: string): Either<Failure, never> => left(failure('Usage', `Error: ${says}`))

const latencyText = async (
  option: string,
  latency: LatencyArgument,
): Promise<Either<Failure, string>> => {
  const text = 'text' in latency ? right(latency.text) : await recordedText(latency.file)
  if (isLeft(text)) return text
  const read = latencyOf(text.right)
  return typeof read === 'string' ? usage(`${option} ${read}`) : text
}

/** The rows of a file of measured latencies: `time,latency` in microseconds, one a line. */
const recordedText = async (file: string): Promise<Either<Failure, string>> => {
  let lines: ReadonlyArray<string>
  try {
    lines = (await readFile(file, 'utf8')).split('\n')
  } catch (error) {
    return failed(fileFailureText(fileFailure(file, 'read', error)))
  }
  const rows: Array<string> = []
  let first: number | null = null
  let last = -1
  for (const [index, line] of lines.entries()) {
    const text = line.trim()
    if (text === '' || (index === 0 && /^[a-z]/i.test(text))) continue
    const [, at = '', us = ''] = /^(\d{1,16}),(\d{1,10})$/.exec(text) ?? []
    const bad = (says: string) => failed(`${file}:${String(index + 1)}: ${says}`)
    if (at === '') return bad('it is not TIME,LATENCY in microseconds')
    if (!Number.isSafeInteger(Number(at))) return bad('its time is too large')
    if (Number(at) <= last) return bad('its time does not rise')
    if (Number(us) > longestUs) return bad('its latency is longer than an hour')
    first ??= Number(at)
    last = Number(at)
    rows.push(`${String(Number(at) - first)}:${String(Number(us))}`)
    if (rows.length > latencyRowsMax) return bad(`no more than ${String(latencyRowsMax)} rows`)
  }
  if (rows.length === 0) return failed(`${file}: it has no rows`)
  return right(`recorded ${rows.join(' ')}`)
}
