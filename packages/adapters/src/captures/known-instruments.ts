import type { Category, Instrument } from '@shadowtape/core'

import { commonInstruments } from '../bybit/common-instruments'
import { withFinerScale } from '../bybit/finer-scale'
import type { FrameFault } from '../bybit/frame-of-json'
import { instrumentAt } from '../bybit/infer-instrument'
import { areScalesUsable } from '../bybit/scale-limits'
import type { KnownTopic } from '../bybit/topic'
import type { Refusal, Stop } from './reading'
import { refusalOf } from './reading'

/** What is known of instruments before anything is read. */
export type GivenInstruments = {
  readonly instruments: ReadonlyMap<string, Instrument>
  /** What an earlier read of the same files found out, and ended for. */
  readonly revised?: ReadonlyMap<string, RevisedInstrument>
}

/** An instrument that a read found out to fit better, and whether all of it is a guess. */
export type RevisedInstrument = {
  readonly instrument: Instrument
  readonly origin: 'known' | 'inferred'
}

/** The instruments of a read: those given, common ones, and those inferred on sight. */
export type KnownInstruments = {
  /** The instrument of a symbol that a message was read of. */
  readonly of: (symbol: string) => Instrument | undefined
  /** What is known of a symbol before its first message; common ones are Bybit's linear ones. */
  readonly before: (symbol: string, mayBeCommon: 'may be common' | 'not common') => Before
  /** From here on, this is the symbol's instrument; a warning where it was inferred. */
  readonly settle: (instrument: Instrument, origin: 'known' | 'inferred') => void
  /** What a message's fault means: decimals that are too fine ask for a finer instrument. */
  readonly refusal: (fault: FrameFault, topic: KnownTopic) => Refusal
  /** Holds a symbol to one market; `null` where it is that one, and of its category. */
  readonly claim: (claim: Claim, inferred: Instrument) => Stop | null
}

/** An instrument that is known already, if it is. */
export type Before = Instrument | undefined

/** A file that tells which market a symbol of it is of: `bybit-spot`, `binance-futures`. */
export type Claim = {
  readonly file: string
  readonly symbol: string
  readonly market: string
  /** `null` where the market's name does not tell. */
  readonly category: Category | null
}

/** Instruments before the first message. */
export const knownInstruments = (
  given: GivenInstruments,
  warn: (text: string) => void,
): KnownInstruments => {
  const settled = new Map<string, Instrument>()
  const inferred = new Set<string>()
  const claims = new Map<string, Claim>()
  const before: KnownInstruments['before'] = (symbol, mayBeCommon) =>
    settled.get(symbol) ??
    given.revised?.get(symbol)?.instrument ??
    given.instruments.get(symbol) ??
    (mayBeCommon === 'may be common' ? commonInstruments.get(symbol) : undefined)
  return {
    of: (symbol) => settled.get(symbol),
    before,
    settle: (instrument, origin) => {
      if (settled.has(instrument.symbol)) return
      settled.set(instrument.symbol, instrument)
      const revised = given.revised?.get(instrument.symbol)
      if ((revised?.origin ?? origin) === 'known') return
      inferred.add(instrument.symbol)
      if (revised === undefined) warn(inferenceText(instrument))
    },
    refusal: (fault, topic) =>
      refusal(fault, topic, settled.get(topic.symbol), inferred.has(topic.symbol)),
    claim: (claim, fitting) => {
      const { symbol, market, category } = claim
      const first = claims.get(symbol)
      if (first !== undefined && first.market !== market) {
        return { type: 'TwoMarkets', symbol, market, other: first.market, otherFile: first.file }
      }
      claims.set(symbol, first ?? claim)
      const held = before(symbol, 'not common')
      if (category === null || held === undefined || held.category === category) return null
      const isAsked = given.instruments.has(symbol)
      return { type: 'OtherCategory', symbol, category, fitting: isAsked ? null : fitting }
    },
  }
}

const refusal = (
  fault: FrameFault,
  topic: KnownTopic,
  instrument: Instrument | undefined,
  isInferred: boolean,
): Refusal => {
  if (fault.type !== 'TooFine') return refusalOf(fault)
  const { field, what, decimals } = fault
  const { symbol } = topic
  const priceScale = what === 'price' ? decimals : topic.priceScale
  const qtyScale = what === 'qty' ? decimals : topic.qtyScale
  if (instrument === undefined || !areScalesUsable(priceScale, qtyScale)) return refusalOf(fault)
  const { category, baseCoin, quoteCoin } = instrument
  const guess = isInferred ? instrumentAt(symbol, priceScale, qtyScale) : null
  const finer =
    guess === null
      ? withFinerScale(instrument, what, decimals)
      : { ...guess, category, baseCoin, quoteCoin }
  const origin = guess === null ? 'known' : 'inferred'
  const stop = { type: 'ScaleTooCoarse', field, symbol, what, decimals, finer, origin } as const
  return { type: 'Stop', stop }
}

const inferenceText = ({ symbol, priceScale, qtyScale }: Instrument): string =>
  `${symbol}: no instrument is known, so its tick of ${smallest(priceScale)} and its lot of ` +
  `${smallest(qtyScale)} are inferred from its first message`

const smallest = (scale: number): string => (scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}`)
