import { readFile } from 'node:fs/promises'

import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'
import type { Instrument } from '@shadowtape/core'
import {
  Coin as CoinCodec,
  MarketSymbol as MarketSymbolCodec,
  Price,
  Probability,
  Qty,
  Usd,
} from '@shadowtape/core'
import {
  coinsOfSymbol,
  decimalsOf,
  parseDecimal,
  probabilityScale,
  usdScale,
} from '@shadowtape/core'

import { areScalesUsable } from './scale-limits'
import { shapeFault, shortJson } from './shape-fault'

/** Why a file of instruments cannot be used; `field` is a JSON path, empty for the whole file. */
export type InstrumentsFault = {
  readonly type: 'InstrumentsFault'
  readonly file: string
  readonly field: string
  readonly detail: string
}

/** One sentence about a file of instruments that cannot be used. */
export const instrumentsFaultText = ({ file, field, detail }: InstrumentsFault): string =>
  field === '' ? `${file}: ${detail}` : `${file}: ${field} ${detail}`

/** Reads a file of instruments: see `instrumentsOfJson`. */
export const readInstruments = (
  file: string,
): TE.TaskEither<InstrumentsFault, ReadonlyMap<string, Instrument>> =>
  pipe(
    TE.tryCatch(
      () => readFile(file, 'utf8'),
      (error) => fault(file, '', `cannot be read (${(error as NodeJS.ErrnoException).code})`),
    ),
    TE.flatMapEither((text) => instrumentsOfJson(text, file)),
  )

/**
 * Instruments by symbol, from Bybit's answer to `GET /v5/market/instruments-info` or from its
 * bare `result.list`; linear and spot.
 */
export const instrumentsOfJson = (
  text: string,
  file: string,
): E.Either<InstrumentsFault, ReadonlyMap<string, Instrument>> => {
  const json = E.tryCatch(
    () => JSON.parse(text) as unknown,
    () => fault(file, '', 'is not JSON'),
  )
  if (E.isLeft(json)) return json
  const isBare = Array.isArray(json.right)
  const decoded = isBare ? Rows.decode(json.right) : Answer.decode(json.right)
  if (E.isLeft(decoded)) {
    const { field, detail } = shapeFault(decoded.left, '')
    return E.left(fault(file, field, detail))
  }
  const list = 'result' in decoded.right ? decoded.right.result.list : decoded.right
  const instruments = new Map<string, Instrument>()
  for (const [index, row] of list.entries()) {
    const path = isBare ? `[${index}]` : `result.list[${index}]`
    const instrument = instrumentOf(row, path)
    if (E.isLeft(instrument)) return E.left(fault(file, ...instrument.left))
    instruments.set(instrument.right.symbol, instrument.right)
  }
  return E.right(instruments)
}

const LotFilter = t.partial({
  qtyStep: t.string,
  basePrecision: t.string,
  minOrderQty: t.string,
  maxOrderQty: t.string,
  maxLimitOrderQty: t.string,
  maxMktOrderQty: t.string,
  maxMarketOrderQty: t.string,
  minNotionalValue: t.string,
  minOrderAmt: t.string,
})
const Row = t.intersection([
  t.type({
    symbol: MarketSymbolCodec,
    priceFilter: t.type({ tickSize: t.string }),
    lotSizeFilter: LotFilter,
  }),
  t.partial({
    baseCoin: CoinCodec,
    quoteCoin: CoinCodec,
    priceScale: t.string,
    riskParameters: t.partial({ priceLimitRatioX: t.string, priceLimitRatioY: t.string }),
    contractType: t.keyof({ LinearPerpetual: null, LinearFutures: null }, 'a linear contract'),
  }),
])
type Row = t.TypeOf<typeof Row>
const Rows = t.array(Row, 'list')
const Answer = t.type({
  result: t.intersection([
    t.type({ list: Rows }),
    t.partial({ category: t.keyof({ linear: null, spot: null }, 'linear or spot') }),
  ]),
})

/** A field's path within its row, and what is wrong with it. */
type RowFault = readonly [field: string, detail: string]

const fault = (file: string, field: string, detail: string): InstrumentsFault => ({
  type: 'InstrumentsFault',
  file,
  field,
  detail,
})

const instrumentOf = (row: Row, path: string): E.Either<RowFault, Instrument> => {
  const lot = row.lotSizeFilter
  const isSpot = lot.basePrecision !== undefined
  const stepName = isSpot ? 'basePrecision' : 'qtyStep'
  const step = lot[stepName]
  if (step === undefined) return E.left([`${path}.lotSizeFilter.qtyStep`, 'is missing'])
  const minQty = lot.minOrderQty ?? step
  const maxQty = lot.maxLimitOrderQty ?? lot.maxOrderQty ?? '1000000000'
  const maxMarketQty = lot.maxMarketOrderQty ?? lot.maxMktOrderQty ?? maxQty
  const notional = (isSpot ? lot.minOrderAmt : lot.minNotionalValue) || '5'
  const tick = row.priceFilter.tickSize
  const priceScale = Math.max(writtenDecimals(tick), Number(row.priceScale ?? 0) || 0)
  const qtyScale = Math.max(
    writtenDecimals(step),
    ...[minQty, maxQty, maxMarketQty].map(decimalsOf),
  )
  if (!areScalesUsable(priceScale, qtyScale)) {
    return E.left([`${path}.priceFilter.tickSize`, 'is finer than exact arithmetic allows'])
  }
  const filter = `${path}.lotSizeFilter`
  const { priceLimitRatioX: x, priceLimitRatioY: y } = row.riskParameters ?? {}
  const bands = [
    ['priceLimitRatioX', x || '0'],
    ['priceLimitRatioY', y || '0'],
  ] as const
  const ratio = [probabilityScale, Probability] as const
  const values = [
    [`${path}.priceFilter.tickSize`, tick, priceScale, Price],
    [`${filter}.${stepName}`, step, qtyScale, Qty],
    [`${filter}.minOrderQty`, minQty, qtyScale, Qty],
    [`${filter}.maxOrderQty`, maxQty, qtyScale, Qty],
    [`${filter}.${isSpot ? 'maxMarketOrderQty' : 'maxMktOrderQty'}`, maxMarketQty, qtyScale, Qty],
    [`${filter}.${isSpot ? 'minOrderAmt' : 'minNotionalValue'}`, notional, usdScale, Usd],
    ...bands.map(([name, text]) => [`${path}.riskParameters.${name}`, text, ...ratio] as const),
  ] as const
  for (const [field, text, scale, codec] of values) {
    const value = parseDecimal(text, scale)
    const isStep = text === tick || text === step
    if (!codec.is(value) || value < 0 || (isStep && value === 0)) {
      return E.left([field, `is ${shortJson(text)}, which it cannot be`])
    }
  }
  const named = coinsOfSymbol(row.symbol)
  return E.right({
    symbol: row.symbol,
    category: isSpot ? 'spot' : 'linear',
    baseCoin: row.baseCoin ?? named.baseCoin,
    quoteCoin: row.quoteCoin ?? named.quoteCoin,
    priceScale,
    qtyScale,
    tickSize: parseDecimal(tick, priceScale) as Price,
    lotSize: parseDecimal(step, qtyScale) as Qty,
    minQty: parseDecimal(minQty, qtyScale) as Qty,
    maxQty: parseDecimal(maxQty, qtyScale) as Qty,
    maxMarketQty: parseDecimal(maxMarketQty, qtyScale) as Qty,
    minNotionalUsd: parseDecimal(notional, usdScale) as Usd,
    priceLimitX: bandOf(x),
    priceLimitY: bandOf(y),
  })
}

const bandOf = (text: string | undefined): Probability | null =>
  text === undefined || text === '' ? null : (parseDecimal(text, probabilityScale) as Probability)

const writtenDecimals = (text: string): number => {
  const dot = text.indexOf('.')
  return dot < 0 ? 0 : text.length - dot - 1
}
