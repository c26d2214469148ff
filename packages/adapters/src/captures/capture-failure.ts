import type { Category, Instrument, MarketSymbol } from '@shadowtape/core'

import type { UnsupportedFamily } from '../bybit/unsupported-family'
import type { CaptureProblem } from './capture-problem'
import { captureProblemText } from './capture-problem'

/** A file of a capture that is not there. */
export type CaptureMissing = { readonly type: 'Missing'; readonly file: string }

/** A file of a capture that cannot be opened or read. */
export type CaptureUnreadable = {
  readonly type: 'Unreadable'
  readonly file: string
  readonly detail: string
}

/** A file of a capture without any message in it. */
export type CaptureEmpty = { readonly type: 'Empty'; readonly file: string; readonly lines: number }

/** A compressed file that is damaged or ends early; what came before `line` ended was delivered. */
export type CaptureTruncated = {
  readonly type: 'Truncated'
  readonly file: string
  /** The last line that was complete; 0 where there was none. */
  readonly line: number
  readonly detail: string
}

/** A symbol of a product family that a session cannot trade. */
export type UnsupportedSymbol = {
  readonly type: 'UnsupportedSymbol'
  readonly file: string
  readonly line: number
  /** What names the symbol: a topic, a column, the file's name. */
  readonly field: string
  readonly symbol: string
  readonly family: UnsupportedFamily
}

/**
 * A price or size with more decimals than its instrument tells. The read may begin again with
 * `finer` as the symbol's instrument.
 */
export type ScaleTooCoarse = {
  readonly type: 'ScaleTooCoarse'
  readonly file: string
  readonly line: number
  readonly field: string
  readonly symbol: MarketSymbol
  readonly what: 'price' | 'qty'
  readonly decimals: number
  readonly finer: Instrument
  /** Whether the instrument was given, or a common one, or a guess as a whole. */
  readonly origin: 'known' | 'inferred'
}

/**
 * A symbol that a file tells to be of another category than its instrument. The read may begin
 * again with `fitting`; it is `null` where the other category was given, and not found out.
 */
export type OtherCategory = {
  readonly type: 'OtherCategory'
  readonly file: string
  readonly line: number
  readonly symbol: string
  readonly category: Category
  readonly fitting: Instrument | null
}

/** A symbol of two markets, which one session cannot tell apart. */
export type TwoMarkets = {
  readonly type: 'TwoMarkets'
  readonly file: string
  readonly line: number
  readonly symbol: string
  readonly market: string
  readonly other: string
  readonly otherFile: string
}

/** A table whose first line has not the columns of any that is known. */
export type UnknownTable = {
  readonly type: 'UnknownTable'
  readonly file: string
  readonly line: number
  readonly detail: string
}

/** A line that cannot be used, where bad lines are to stop the read. */
export type BadLine = { readonly type: 'BadLine'; readonly problem: CaptureProblem }

/** Why the read of a capture stopped. What was delivered before stays delivered. */
export type CaptureFailure =
  | CaptureMissing
  | CaptureUnreadable
  | CaptureEmpty
  | CaptureTruncated
  | UnsupportedSymbol
  | ScaleTooCoarse
  | OtherCategory
  | TwoMarkets
  | UnknownTable
  | BadLine

/** One sentence saying why the read stopped, with file, line and field as far as they are known. */
export const captureFailureText = (failure: CaptureFailure): string => {
  switch (failure.type) {
    case 'Missing':
      return `${failure.file}: there is no such file`
    case 'Unreadable':
      return `${failure.file}: cannot be read: ${failure.detail}`
    case 'Empty':
      return failure.lines === 0
        ? `${failure.file}: the file is empty`
        : `${failure.file}: none of its ${failure.lines} lines is a message that is known`
    case 'Truncated':
      return (
        `${failure.file}: the file is cut short or damaged after line ${failure.line}` +
        ` (${failure.detail})`
      )
    case 'UnsupportedSymbol':
      return unsupportedText(failure)
    case 'ScaleTooCoarse':
      return tooCoarseText(failure)
    case 'OtherCategory':
      return otherCategoryText(failure)
    case 'TwoMarkets':
      return twoMarketsText(failure)
    case 'UnknownTable':
      return `${failure.file}:${failure.line}: ${failure.detail}`
    case 'BadLine':
      return captureProblemText(failure.problem)
  }
}

const unsupportedText = ({ file, line, field, symbol, family }: UnsupportedSymbol): string =>
  `${file}:${line}: ${field} names ${symbol}, which is an ${family}` +
  `${family === 'inverse' ? ' contract' : ''}; only linear and spot symbols can be traded,` +
  ' so leave it out by naming the symbols to use'

const otherCategoryText = ({ file, line, symbol, category }: OtherCategory): string =>
  `${file}:${line}: ${symbol} is a ${category} symbol here, and its instrument is another one;` +
  ' give the one that fits, or leave one of the files out'

const twoMarketsText = ({ file, line, symbol, market, other, otherFile }: TwoMarkets): string =>
  `${file}:${line}: ${symbol} is of ${market} here and of ${other} in ${otherFile};` +
  ' one session takes a symbol of one market, so leave one of the files out'

const tooCoarseText = ({ file, line, field, symbol, what, decimals }: ScaleTooCoarse): string => {
  const noun = what === 'price' ? 'prices' : 'sizes'
  return (
    `${file}:${line}: ${field} has ${decimals} decimals,` +
    ` more than the ${noun} of ${symbol} were read with`
  )
}
