import type { TaskEither } from 'fp-ts/TaskEither'
import { isLeft, left, right } from 'fp-ts/Either'
import * as t from 'io-ts'

import type { StreamCategory } from '../bybit-api/api-env'
import type { NetworkAccess } from '../bybit-api/network-access'
import { throughGuard } from '../bybit-api/network-access'

/** Which instruments to ask for, and where. */
export type InstrumentsQuery = {
  readonly access: NetworkAccess
  /** The base address of REST. */
  readonly address: string
  readonly category: StreamCategory
  readonly symbols: ReadonlyArray<string>
  readonly withinMs: number
}

/** What the venue says of instruments: a file to put beside a capture, and who is in it. */
export type InstrumentsFound = {
  readonly json: string
  readonly found: ReadonlyArray<string>
  /** Symbols that the venue does not list. */
  readonly missing: ReadonlyArray<string>
}

const Answer = t.type({
  retCode: t.number,
  result: t.partial({
    list: t.array(t.intersection([t.type({ symbol: t.string }), t.UnknownRecord])),
  }),
})
const answerBytesMax = 4 * 1024 * 1024
const invalidParameter = 10001

/**
 * Asks `GET /v5/market/instruments-info` for each symbol, unsigned, through the network guard.
 * `Left` is a sentence: the guard's, the network's, or the venue's own words.
 */
export const queryInstruments =
  (query: InstrumentsQuery): TaskEither<string, InstrumentsFound> =>
  async () => {
    const list: Array<unknown> = []
    const found: Array<string> = []
    for (const symbol of query.symbols) {
      const rows = await rowsOf(query, symbol)
      if (typeof rows === 'string') return left(`${symbol}: ${rows}`)
      const row = rows.find((each) => each.symbol === symbol)
      if (row === undefined) continue
      list.push(row)
      found.push(symbol)
    }
    const missing = query.symbols.filter((symbol) => !found.includes(symbol))
    const answer = { retCode: 0, retMsg: 'OK', result: { category: query.category, list } }
    return right({ json: `${JSON.stringify(answer)}\n`, found, missing })
  }

type Rows = ReadonlyArray<{ readonly symbol: string }>

const rowsOf = async (query: InstrumentsQuery, symbol: string): Promise<Rows | string> => {
  const { access, address, category, withinMs } = query
  const search = new URLSearchParams({ category, symbol }).toString()
  const passed = throughGuard(access, `${address}/v5/market/instruments-info?${search}`)
  if (isLeft(passed)) return passed.left.says
  try {
    const signal = AbortSignal.timeout(withinMs)
    const response = await fetch(passed.right, { redirect: 'error', signal })
    const text = await boundedText(response)
    if (!response.ok) return `the venue answered ${response.status}`
    const answer: unknown = JSON.parse(text)
    if (!Answer.is(answer)) return 'the answer has no list of instruments'
    if (answer.retCode === invalidParameter) return []
    if (answer.retCode !== 0) return `the venue answered retCode ${answer.retCode}`
    return answer.result.list ?? []
  } catch (error) {
    return error instanceof Error ? reasonOf(error) : 'the answer could not be read'
  }
}

const boundedText = async (response: Response): Promise<string> => {
  let size = 0
  const pieces: Array<Uint8Array> = []
  for await (const piece of response.body ?? []) {
    size += (piece as Uint8Array).length
    if (size > answerBytesMax) throw new Error(`the answer has over ${answerBytesMax} bytes`)
    pieces.push(piece as Uint8Array)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** What went wrong; `fetch` puts the system's reason into its error's cause. */
const reasonOf = (error: Error): string =>
  error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message
