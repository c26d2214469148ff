import { bpsScale, parseDecimal, usdScale } from '@shadowtape/core'

import type { Change } from '../explanations/state-paths'
import type { LineFields } from '../journals/line-text'
import { typeOf } from '../journals/line-text'
import type {
  EdgeView,
  HoldingView,
  MarketView,
  OrderView,
  RestrictionView,
  TouchView,
} from '../steps/instant-view'
import type { StepView } from '../steps/step-view'
import type { WatchView } from '../steps/watches'
import { utcText } from './cat-table'
import { usdText } from './for-people'
import { bpsText } from './freeze-text'
import { messageText } from './message-text'
import { clipped, printable } from './printable'
import { grouped, quantity } from './quantity-text'

/** Where one stands in a journal and what the session knew there, for people, a row a fact. */
export const stepReport = (view: StepView, columns: number): string => {
  const { line, market, orders, restrictions } = view
  const more = orders.length - ordersMax
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['', lineText(line)],
    ...(view.cause === null ? [] : [['because', causeText(view.cause)] as const]),
    ...(market === null ? [] : [['market', marketText(market)] as const]),
    ...orders.slice(0, ordersMax).map((order) => ['open', orderText(order)] as const),
    ...(more > 0 ? [['', `and ${quantity(more, 'open order')} more`] as const] : []),
    ...view.holdings.map((held) => ['held', holdingText(held)] as const),
    ...(restrictions.length === 0 ? [['trading', 'active'] as const] : []),
    ...restrictions.map((each) => ['trading', restrictionText(each)] as const),
    ...view.edges.map((edge) => ['edge', edgeText(edge)] as const),
    ...view.watches.flatMap((watch) => watchRows(watch).map((text) => ['watch', text] as const)),
  ]
  const body = rows.map(([name, text]) => clipped(`  ${name.padEnd(8)} ${text}`.trimEnd(), columns))
  return `${[placeText(view), ...body].join('\n')}\n`
}

const ordersMax = 8

/** Which line it is, and when. */
export const placeText = ({ seq, last, at, startAt }: StepView): string =>
  `line ${grouped(seq)} of ${grouped(last)}  ${sinceText(at, startAt)}  ${utcText(at)} UTC`

/** A time from the session's start: `+22.003738`. */
export const sinceText = (at: number, startAt: number): string =>
  `${at < startAt ? '-' : '+'}${(Math.abs(at - startAt) / 1_000_000).toFixed(6)} s`

/** A line in words. */
export const lineText = (line: LineFields | null): string =>
  line === null
    ? 'this line cannot be read'
    : `${printable(typeOf(line))}  ${messageText(line)}`.trimEnd()

/** What caused a line, in words. */
export const causeText = (cause: LineFields): string =>
  `${grouped(Number(cause['seq']))}  ${lineText(cause)}`

const marketText = ({ symbol, bid, ask, mark, last }: MarketView): string =>
  `${printable(symbol)} bid ${levelText(bid)}, ask ${levelText(ask)}, mark ${mark ?? 'none'}` +
  (last === null ? '' : `, last ${last}`)

const levelText = (touch: TouchView | null): string =>
  touch === null ? 'none' : touch.qty === null ? touch.price : `${touch.price} x ${touch.qty}`

/** An open order in words. */
export const orderText = (order: OrderView): string => {
  const { side, leaves, price, ahead, standing, account, symbol } = order
  const whose = account === 'main' ? '' : `${printable(account)} `
  const queue = ahead === null ? '' : `, ${ahead} ahead`
  const what = `${printable(symbol)} ${side} ${leaves} at ${price ?? 'market'}`
  return `${printable(order.order)} ${whose}${what}${queue}, ${standing}`
}

/** What is held and was made, in words. */
export const holdingText = ({ account, symbol, qty, fills, net_usd: net }: HoldingView): string => {
  const whose = account === 'main' ? '' : `${printable(account)} `
  return `${whose}${printable(symbol)} ${qty}, ${quantity(fills, 'fill')}, net ${netText(net)}`
}

/** A decimal of dollars as dollars and cents. */
export const netText = (usd: string): string => usdText(unitsOf(usd, usdScale), usdScale)

/** What keeps trading from being active, in words. */
export const restrictionText = ({ of, state, line, why }: RestrictionView): string => {
  const what = of === 'all' ? '' : `${printable(of)} `
  const word = state === 'frozen' ? 'FROZEN' : 'REDUCING'
  return `${what}${word} at line ${grouped(line)}: ${printable(why)}`
}

/** An edge beside its threshold, in words. */
export const edgeText = ({ of, bps, threshold_bps: threshold, is_below: isBelow }: EdgeView) =>
  `${printable(of)} ${shortBps(bps)} bps, ${isBelow ? 'below' : 'threshold'} ${shortBps(threshold)}`

const shortBps = (bps: string): string => bpsText(unitsOf(bps, bpsScale))

const unitsOf = (decimal: string, scale: number): number => {
  const units: unknown = parseDecimal(decimal, scale)
  return typeof units === 'number' ? units : 0
}

/** A watched place: what is there, and below it what the last move changed. */
export const watchRows = ({ path, value, changes }: WatchView): ReadonlyArray<string> => {
  const [only] = changes
  if (changes.length === 1 && only?.path === '')
    return [`${printable(path)}  ${wordOf(only.before)} -> ${wordOf(only.after)}`]
  return [
    `${printable(path)}  ${wordOf(value)}`,
    ...changes.map((change) => `  ${changeText(change)}`),
  ]
}

const changeText = ({ path, before, after }: Change): string =>
  `${printable(path)}  ${wordOf(before)} -> ${wordOf(after)}`

/** A value in a row: a text without its quotes, a record by its names, `absent` for nothing. */
export const wordOf = (value: unknown): string => {
  if (value === undefined) return 'absent'
  if (typeof value === 'string') return printable(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return printable(JSON.stringify(value))
  const parts = Object.entries(value).map(([name, part]) => {
    const text = typeof part === 'string' ? part : JSON.stringify(part)
    return `${name} ${text}`
  })
  return parts.length === 0 ? 'empty' : printable(parts.join(', '))
}
