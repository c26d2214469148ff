import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

import type { Either } from 'fp-ts/Either'
import { isLeft, isRight } from 'fp-ts/Either'
import type { Input } from '@shadowtape/core'
import type {
  CaptureFailure,
  CaptureOptions,
  CaptureProblem,
  CaptureSummary,
} from '@shadowtape/adapters'
import { readCaptures } from '@shadowtape/adapters'

export type Level = readonly [price: string, size: string]

/** The exchange time of every built message, in milliseconds. */
export const sentAt = 1_723_161_256_313

/** An `orderbook` message in Bybit's own key order. */
export const aBook = (
  topic: string,
  type: 'snapshot' | 'delta',
  u: number,
  bids: ReadonlyArray<Level>,
  asks: ReadonlyArray<Level>,
) => ({
  topic,
  type,
  ts: sentAt,
  data: { s: topic.split('.')[2] ?? '', b: bids, a: asks, u, seq: 1000 + u },
  cts: sentAt - 2,
})

/** A trade as it stands in a `publicTrade` message. */
export const aTrade = (over: object = {}) => ({
  T: sentAt,
  s: 'BTCUSDT',
  S: 'Buy',
  v: '0.006',
  p: '61800.30',
  i: '5266583935',
  BT: false,
  ...over,
})

/** A `publicTrade` message. */
export const someTrades = (...data: ReadonlyArray<object>) => ({
  topic: 'publicTrade.BTCUSDT',
  type: 'snapshot',
  ts: sentAt,
  data,
})

/** A `tickers` message. */
export const aTicker = (type: 'snapshot' | 'delta', fields: object, symbol = 'BTCUSDT') => ({
  topic: `tickers.${symbol}`,
  type,
  data: { symbol, ...fields },
  cs: 1,
  ts: sentAt,
})

/** The first receive time of built captures, in microseconds. */
export const firstAt = 1_723_161_255_000_000

/** A line received the given number of microseconds after the first. */
export const line = (us: number, message: unknown): string =>
  `${firstAt + us}789 ${typeof message === 'string' ? message : JSON.stringify(message)}`

/** Lines received a millisecond after each other. */
export const lines = (...messages: ReadonlyArray<unknown>): string =>
  messages.map((message, index) => `${line(index * 1000, message)}\n`).join('')

/** A folder of its own for a test's files. */
export const newFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'shadowtape-captures-'))
  return {
    path,
    write: (name: string, content: string | Buffer): string => {
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
    remove: () => rmSync(path, { recursive: true }),
  }
}

export type Heard = {
  readonly result: Either<CaptureFailure, CaptureSummary>
  readonly inputs: ReadonlyArray<Input>
  readonly times: ReadonlyArray<number>
  readonly problems: ReadonlyArray<CaptureProblem>
  readonly warnings: ReadonlyArray<string>
}

/** Reads captures and keeps everything that comes out. */
export const hear = async (
  files: ReadonlyArray<string>,
  options: Partial<CaptureOptions> = {},
): Promise<Heard> => {
  const inputs: Array<Input> = []
  const times: Array<number> = []
  const problems: Array<CaptureProblem> = []
  const warnings: Array<string> = []
  const result = await readCaptures(
    files,
    { symbols: null, instruments: new Map(), badLines: 'leave out', ...options },
    {
      input: (at, input) => {
        inputs.push(input)
        times.push(at)
      },
      problem: (problem) => problems.push(problem),
      warning: (text) => warnings.push(text),
    },
  )
  return { result, inputs, times, problems, warnings }
}

/** The summary of a read that came to its end. */
export const summaryOf = ({ result }: Heard): CaptureSummary => {
  if (isLeft(result)) throw new Error(`the read failed: ${JSON.stringify(result.left)}`)
  return result.right
}

/** Why a read stopped. */
export const failureOf = ({ result }: Heard): CaptureFailure => {
  if (isRight(result)) throw new Error('the read came to its end')
  return result.left
}

/** The inputs without the listings. */
export const marketOf = ({ inputs }: Heard): ReadonlyArray<Input> =>
  inputs.filter((input) => input.type !== 'InstrumentListed')

/** A zip of one file, stored or deflated. */
export const aZip = (
  name: string,
  content: Buffer,
  method: 'stored' | 'deflated',
  crc = crc32(content),
): Buffer => {
  const packed = method === 'stored' ? content : deflateRawSync(content)
  const sizes = Buffer.alloc(20)
  sizes.writeUInt16LE(method === 'stored' ? 0 : 8, 0)
  sizes.writeUInt32LE(crc, 6)
  sizes.writeUInt32LE(packed.length, 10)
  sizes.writeUInt32LE(content.length, 14)
  sizes.writeUInt16LE(name.length, 18)
  const local = Buffer.concat([bytesOf(0x04034b50, 20, 0), sizes, u16(0), Buffer.from(name)])
  const central = Buffer.concat([
    bytesOf(0x02014b50, 20, 20, 0),
    sizes,
    Buffer.alloc(16),
    Buffer.from(name),
  ])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, central, end])
}

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

const bytesOf = (signature: number, ...values: ReadonlyArray<number>): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(signature)
  return Buffer.concat([bytes, ...values.map(u16)])
}
