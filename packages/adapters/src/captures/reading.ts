import type { Instrument, MarketSymbol } from '@shadowtape/core'

import type { MessageFrame, Frame } from '../bybit/frame'
import type { FrameFault } from '../bybit/frame-of-json'
import { decimalsMax, decimalsSumMax } from '../bybit/scale-limits'
import type { UnsupportedFamily } from '../bybit/unsupported-family'
import type {
  OtherCategory,
  ScaleTooCoarse,
  TwoMarkets,
  UnsupportedSymbol,
} from './capture-failure'
import type { Fault } from './capture-problem'
import type { IgnoredReason } from './capture-summary'

/** Why a message ends the read, before it is known in which line it stands. */
export type Stop =
  | Omit<UnsupportedSymbol, 'file' | 'line'>
  | Omit<ScaleTooCoarse, 'file' | 'line'>
  | Omit<OtherCategory, 'file' | 'line'>
  | Omit<TwoMarkets, 'file' | 'line'>

/** What makes a line no message: it is left out, named where it has a fault, or ends the read. */
export type Refusal =
  | { readonly type: 'Ignored'; readonly reason: IgnoredReason }
  | { readonly type: 'Faulty'; readonly fault: Fault }
  | { readonly type: 'Stop'; readonly stop: Stop }

/** What a message came to. */
export type MessageReading = MessageFrame | Refusal

/** What a line came to; `Held` where its message may go on in the next one, or it has none. */
export type Reading = Frame | Refusal | { readonly type: 'Held' }

/** A message that is well-formed, but not wanted. */
export const ignored = (reason: IgnoredReason): Refusal => ({ type: 'Ignored', reason })

/** A line that cannot be used. */
export const faulty = (kind: Fault['kind'], field: string, detail: string): Refusal => ({
  type: 'Faulty',
  fault: { kind, field, detail },
})

/** A symbol that no session can trade, as the given field names it. */
export const unsupported = (field: string, symbol: string, family: UnsupportedFamily): Refusal => ({
  type: 'Stop',
  stop: { type: 'UnsupportedSymbol', field, symbol, family },
})

/** What a fault of a message means where no finer scale can help. */
export const refusalOf = (fault: FrameFault): Refusal => {
  switch (fault.type) {
    case 'BadShape':
      return faulty('bad shape', fault.field, fault.detail)
    case 'BadValue':
      return faulty('bad value', fault.field, fault.detail)
    case 'OfOption':
      return unsupported('topic', fault.symbol, 'option')
    case 'TooFine':
      return tooFine(fault.field, fault.decimals)
  }
}

const tooFine = (field: string, decimals: number): Refusal =>
  faulty(
    'bad value',
    field,
    `has ${decimals} decimals: finer than ${decimalsMax} decimals, ` +
      `or than ${decimalsSumMax} for price and size together`,
  )

/** A symbol's decimals. */
export type Scales = Pick<Instrument, 'symbol' | 'priceScale' | 'qtyScale'>

/** Decimals at which a message whose decimals do not fit says which of its fields is to blame. */
export const halfScales = (symbol: MarketSymbol): Scales => ({
  symbol,
  priceScale: decimalsSumMax / 2,
  qtyScale: decimalsSumMax / 2,
})
