import type { Message, Told } from '../../src'
import { aFreeze, aQuote, aSession, anInstrument, example } from '../../src'
import type { SomeRule } from './rules'
import { rulesText } from './rules'

/** A session with rules: a quote at 60000.00, so that 0.001 is worth 60 dollars. */
export const underRules = (
  rules: ReadonlyArray<SomeRule>,
  header: object = {},
): ReadonlyArray<Told> => [
  aSession({ riskRules: rulesText(...rules), ...header }),
  anInstrument(),
  quoteAt(60_000),
]

/** A touch of half a dollar around a mid. */
export const quoteAt = (mid: number, symbol = 'BTCUSDT') =>
  aQuote({ symbol, bid: (mid - 0.5).toFixed(2), ask: (mid + 0.5).toFixed(2) })

/** What was said, by type; denials, freezes and reductions with their reason. */
export const gist = (said: ReadonlyArray<Message>): ReadonlyArray<string> =>
  said.map((message) =>
    message.type === 'OrderDenied' ||
    message.type === 'TradingFrozen' ||
    message.type === 'TradingReduced'
      ? `${message.type} ${message.reason}`
      : message.type,
  )

/** The lines among what was said that restrict trading, but for what the state was. */
export const restrictions = (said: ReadonlyArray<Message>) =>
  said.flatMap((message) => {
    if (message.type !== 'TradingFrozen' && message.type !== 'TradingReduced') return []
    const { type, symbol, scope, rule, observed, threshold, unit, windowSeqs } = message
    return [{ type, symbol, scope, rule, observed, threshold, unit, windowSeqs }]
  })

/** An operator's command about a symbol, or all. */
export const byAna = (
  type: 'FreezeTrading' | 'ReduceTrading' | 'ThawTrading',
  symbol: string | null = null,
) => example(type, { symbol, actor: 'ana', note: 'lunch' })

/** An operator's freeze of a symbol as the house says it. */
export const frozenSymbol = (symbol: string, openOrders = 0) =>
  aFreeze({ symbol, scope: 'symbol', openOrders })
