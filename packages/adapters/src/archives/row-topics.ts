import type { Category, Instrument } from '@shadowtape/core'
import { Coin, MarketSymbol } from '@shadowtape/core'

import type { DecimalTexts } from '../bybit/infer-instrument'
import { instrumentOfTexts } from '../bybit/infer-instrument'
import { shortJson } from '../bybit/shape-fault'
import type { KnownTopic, Topic, TopicKind } from '../bybit/topic'
import { knownTopic } from '../bybit/topic'
import { unsupportedFamily } from '../bybit/unsupported-family'
import type { KnownInstruments } from '../captures/known-instruments'
import type { ReaderOptions } from '../captures/message-reader'
import type { Refusal } from '../captures/reading'
import { faulty, halfScales, ignored, unsupported } from '../captures/reading'
import type { ArchiveForm } from './archive-form'
import type { CsvRow } from './csv-row'
import { fieldText, isFieldOf } from './csv-row'
import { exchangeFamily } from './exchange-family'
import { columnOf } from './row-values'

/** What a row is of, as far as its symbol and its exchange tell. */
export type RowTopic = {
  readonly topic: KnownTopic
  /** Takes the symbol's instrument for good, with the first row of it that can be read. */
  readonly settle: () => void
}

/** Finds what rows are of, and holds each symbol to its market and its instrument. */
export type RowTopics = {
  /** `texts` gives the row's prices and sizes, where an instrument has to be inferred. */
  readonly of: (row: CsvRow, texts: () => DecimalTexts) => RowTopic | Refusal
  /** Every topic that a row was read of. */
  readonly settled: () => ReadonlyArray<KnownTopic>
}

/** What the rows of one archive are read with. */
export type ArchiveContext = {
  readonly file: string
  readonly form: ArchiveForm
  readonly options: ReaderOptions
  readonly instruments: KnownInstruments
}

/** The topics of an archive before its first row. */
export const newRowTopics = (context: ArchiveContext): RowTopics => {
  const { form } = context
  const exchangeColumn = form.market === null ? columnOf(form, 'exchange') : -1
  const symbolColumn = form.symbol === null ? columnOf(form, 'symbol') : -1
  const known = new Map<string, RowTopic | Refusal>()
  const topics: Array<KnownTopic> = []
  let last: Last | null = null
  return {
    settled: () => topics,
    of: (row, texts) => {
      if (last !== null && isSame(row, exchangeColumn, last.exchange)) {
        if (isSame(row, symbolColumn, last.symbol)) return last.found
      }
      const market = form.market ?? fieldText(row, exchangeColumn)
      const symbol = form.symbol ?? fieldText(row, symbolColumn)
      const found = known.get(`${market},${symbol}`) ?? newTopic(context, market, symbol, texts)
      const keep = (kept: RowTopic | Refusal): void => {
        if (known.size < topicsMax) known.set(`${market},${symbol}`, kept)
        last = { exchange: Buffer.from(market), symbol: Buffer.from(symbol), found: kept }
      }
      if ('type' in found) {
        // a fault is found anew for each row, and so is what ends the read
        if (found.type === 'Ignored') keep(found)
        return found
      }
      const settle = (): void => {
        found.settle()
        topics.push(found.topic)
        keep({ topic: found.topic, settle: () => undefined })
      }
      return known.has(`${market},${symbol}`) ? found : { topic: found.topic, settle }
    },
  }
}

type Last = {
  readonly exchange: Uint8Array
  readonly symbol: Uint8Array
  readonly found: RowTopic | Refusal
}

/** More symbols than any archive has: damaged rows must not fill the memory. */
const topicsMax = 10_000

const isSame = (row: CsvRow, column: number, bytes: Uint8Array): boolean =>
  column < 0 || isFieldOf(row, column, bytes)

/** The first row of a symbol: what is known of it, or has to be inferred. */
const newTopic = (
  { file, form, options, instruments }: ArchiveContext,
  market: string,
  symbol: string,
  texts: () => DecimalTexts,
): RowTopic | Refusal => {
  if (options.symbols !== null && !options.symbols.has(symbol)) return ignored('another symbol')
  const field = form.symbol === null ? 'symbol' : 'file name'
  if (!MarketSymbol.is(symbol))
    return faulty('bad value', field, `is ${shortJson(symbol)}, which names no symbol`)
  if (market === '') return faulty('bad value', 'exchange', 'is empty')
  const family = exchangeFamily(market)
  if (family === 'inverse' || family === 'option') return unsupported(field, symbol, family)
  const unfit = unsupportedFamily(symbol)
  if (unfit === 'option' || (unfit === 'inverse' && family !== 'spot'))
    return unsupported(field, symbol, unfit)
  const guess = instrumentOfTexts(symbol, texts())
  const fitting = inCategory(guess ?? instrumentOfTexts(symbol, noTexts), family ?? 'linear')
  const stop = instruments.claim({ file, symbol, market, category: family }, fitting)
  if (stop !== null) return { type: 'Stop', stop }
  const given = instruments.before(symbol, market === 'bybit' ? 'may be common' : 'not common')
  // where no scale fits, any that is fair says which field is to blame
  const instrument = given ?? (guess === null ? null : fitting)
  const scales = instrument ?? halfScales(symbol)
  return {
    topic: knownTopic(`${form.name}.${symbol}`, topicOfForm(form, symbol), scales),
    settle: () => {
      instruments.settle(instrument ?? fitting, given === undefined ? 'inferred' : 'known')
    },
  }
}

const noTexts: DecimalTexts = { prices: [], sizes: [] }

const topicOfForm = ({ kind, name, depth }: ArchiveForm, symbol: string): Topic => {
  const topicKind: TopicKind = kind === 'trades' ? 'trades' : 'book'
  return { kind: topicKind, name, depth, symbol }
}

/** The same instrument in a category; a spot symbol such as `BTC-USD` names its coins. */
const inCategory = (guess: Instrument | null, category: Category): Instrument => {
  const instrument = guess as Instrument
  const [baseCoin, quoteCoin, ...more] = instrument.symbol.split('-')
  return category === 'spot' && more.length === 0 && Coin.is(baseCoin) && Coin.is(quoteCoin)
    ? { ...instrument, category, baseCoin, quoteCoin }
    : { ...instrument, category }
}
