import type { TradingFrozen, TradingReduced, TradingThawed } from '@shadowtape/core'
import {
  bpsScale,
  divideRounded,
  formatDecimal,
  mainAccount,
  parseDecimal,
  pow10,
  shortDecimal,
} from '@shadowtape/core'

type Restricted = TradingFrozen | TradingReduced

/** Why trading froze or may only reduce, in words. */
export const freezeText = (event: Restricted): string => {
  const { observed, threshold } = event
  const whose = event.account === mainAccount ? null : event.account
  const of = [whose, event.symbol].map((what) => (what === null ? '' : `${what} `)).join('')
  const [seen, limit] = [shortDecimal(observed ?? ''), shortDecimal(threshold ?? '')]
  switch (event.reason) {
    case 'EDGE_DEGRADATION':
      return `Edge degradation: ${edgeText(observed)} BPS < ${edgeText(threshold)} BPS`
    case 'OPERATOR':
      return `Operator ${event.actor ?? ''}: ${event.note ?? ''}`
    case 'ORDER_RATE':
      return `Order rate: ${of}${seen} orders in ${windowText(event)} > ${limit}`
    case 'OPEN_ORDERS':
      return `Open orders: ${of}${seen} > ${limit}`
    case 'PRICE_COLLAR':
      return `Price collar: ${of}order ${seen} bps from the mid > ${limit} bps`
    case 'ORDER_NOTIONAL':
      return `Order notional: ${of}order of ${seen} USD > ${limit} USD`
    case 'DAY_LOSS':
      return `Day loss: ${seen} USD since midnight UTC > ${limit} USD`
    case 'DRAWDOWN':
      return `Drawdown: ${seen} USD below the peak > ${limit} USD`
    case 'POSITION_AGE':
      return `Position age: ${of}held for ${seen} ms > ${limit} ms`
    case 'STALE_DATA':
      return `Stale data: ${of}${seen} ms without a quote > ${limit} ms`
    case 'FILL_RATE':
      return `Fill rate: ${of}${seen} fills in ${windowText(event)} > ${limit}`
    case 'REJECT_RATE':
      return `Reject rate: ${of}${seen} rejections in ${windowText(event)} > ${limit}`
  }
}

/** What a person at the terminal hears the moment a rule or the edge restricted trading. */
export const frozenText = (event: Restricted): string => {
  if (event.reason === 'EDGE_DEGRADATION')
    return (
      `System FROZEN: edge=${edgeText(event.observed)} < ` +
      `threshold=${edgeText(event.threshold)} bps (${aboutText(event)})\n`
    )
  const whats = {
    symbol: event.symbol ?? '',
    account: accountText(event.account),
    session: 'System',
  }
  const what = whats[event.scope]
  return `${what} ${event.type === 'TradingFrozen' ? 'FROZEN' : 'REDUCING'}: ${freezeText(event)}\n`
}

/** What a person hears the moment the rule `thaw` let go. */
export const thawedText = ({ account, symbol, actor, note }: TradingThawed): string => {
  const what = account === null ? (symbol ?? 'System') : accountText(account)
  return `${what} thawed by ${actor === 'rule:thaw' ? 'its rule' : actor}: ${note}\n`
}

/** What a line that restricts trading is about: an account, a symbol, both, or `all`. */
export const aboutText = ({ account, symbol }: Pick<Restricted, 'account' | 'symbol'>): string =>
  account === null ? (symbol ?? 'all') : `${account} ${symbol ?? 'all'}`

const accountText = (account: string | null): string => `Account ${account ?? ''}`

/** Basis points with two decimals, for people. */
export const bpsText = (bps: number): string =>
  formatDecimal(divideRounded(bps, pow10[bpsScale - 2] ?? 1), 2)

const edgeText = (text: string | null): string =>
  bpsText(Number(parseDecimal(text ?? '0', bpsScale)))

/** The window of the rule that a line names: `1s` of `order-rate/1s:symbol`. */
const windowText = ({ rule }: Restricted): string => (rule ?? '').split(/[/:]/)[1] ?? ''
