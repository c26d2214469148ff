import type { TradingFrozen } from '@shadowtape/core'
import { bpsScale, formatDecimal, shortDecimal } from '@shadowtape/core'

import type { LineFields } from '../journals/line-text'
import { fieldsOfText, typeOf } from '../journals/line-text'
import type { OpenAtStop } from '../postmortems/aftermath'
import type { Unsaid } from '../postmortems/kept-quoting'
import type { Otherwise } from '../postmortems/otherwise'
import type { PostMortem } from '../postmortems/post-mortem'
import type { Standing } from '../postmortems/standing'
import { shellWord } from '../shell/shell-word'
import { utcText } from './cat-table'
import { sparkline } from './for-people'
import { freezeText } from './freeze-text'
import { dollars, otherwiseRows, sinceText } from './otherwise-report'
import { clipped, printable } from './printable'
import { grouped, quantity } from './quantity-text'
import { quotesChart } from './quotes-chart'
import { causeRows } from './why-report'

/** A stop of trading with all that there is to say of it, and what would have been. */
export type StopReport = PostMortem & { readonly otherwise: Otherwise | Unsaid }

/** Why trading stopped, on what evidence, what it cost and what would have been, for people. */
export const postMortemText = (report: StopReport, columns: number): string => {
  const rows = [
    ...headRows(report),
    ...section('Evidence', evidenceRows(report)),
    ...section(null, causeRows(report, columns)),
    ...section('Before and after', standingRows(report)),
    ...section(ordersTitle(report), report.aftermath.orders.map(orderText)),
    ...section(quotesTitle(report), chartRows(report, columns)),
    ...section(null, otherwiseRows(report)),
    ...section('Others by the same rule', similarRows(report)),
    '',
    ...commandRows(report),
  ]
  return `${rows.map((row) => clipped(row, columns)).join('\n')}\n`
}

const section = (title: string | null, rows: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (rows.length === 0) return []
  return title === null ? ['', ...rows] : ['', title, ...rows.map((row) => `  ${row}`)]
}

const atOf = ({ stop }: StopReport): number => Number(stop.fields['at'])
const seqOf = ({ stop }: StopReport): number => Number(stop.fields['seq'])

const headRows = (report: StopReport): ReadonlyArray<string> => {
  const { stop, count, file, startAt } = report
  const { fields } = stop
  const what = typeOf(fields) === 'TradingFrozen' ? 'FREEZE' : 'REDUCTION'
  const at = atOf(report)
  return [
    `${what} ${grouped(stop.n)} of ${grouped(count)} in ${file}, line ${grouped(seqOf(report))}`,
    `${utcText(at)} UTC, ${sinceText(at - startAt)} after the session's start`,
    '',
    printable(freezeText(fields as unknown as TradingFrozen)),
    ...ruleRows(report),
    ...breachRows(report),
    thawText(report),
  ]
}

const ruleRows = ({ stop: { fields }, beyond }: StopReport): ReadonlyArray<string> => {
  const { rule, observed, threshold, unit, scope, symbol, account } = fields
  if (typeof rule !== 'string') return []
  const about = [account, symbol].filter((one) => one !== null).map(String)
  const all = scope === 'session' ? 'everything' : `the ${String(scope)}`
  const does = typeOf(fields) === 'TradingFrozen' ? 'stops' : 'reduces'
  return [
    printable(
      `  rule ${rule}${about.length === 0 ? '' : ` of ${about.join(' ')}`}, ${does} ${all}`,
    ),
    `  observed ${short(observed)} ${String(unit)}, threshold ${short(threshold)}: ` +
      `${short(beyond)} ${String(unit)} beyond`,
  ]
}

const breachRows = (report: StopReport): ReadonlyArray<string> => {
  const { edges, fields } = report.stop
  if (fields['reason'] !== 'EDGE_DEGRADATION' || edges.belowSince === null) return []
  const forUs = atOf(report) - edges.belowSince.at
  const { seq } = edges.belowSince
  return [
    forUs === 0
      ? `  at the first edge below the threshold, line ${grouped(seq)}`
      : `  below the threshold since line ${grouped(seq)}, ${sinceText(forUs)} before`,
  ]
}

const thawText = (report: StopReport): string => {
  const { thaw } = report.stop
  if (thaw === null) return '  not thawed by the end of the journal'
  const after = sinceText(Number(thaw['at']) - atOf(report))
  const by = printable(String(thaw['actor']))
  return `  thawed after ${after} by ${by}, line ${grouped(Number(thaw['seq']))}`
}

const evidenceRows = (report: StopReport): ReadonlyArray<string> => {
  const { stop, windowFromAt } = report
  const { edges, fields } = stop
  const lines = Number(fields['windowLines'])
  const span =
    windowFromAt === null || lines <= 1 ? '' : ` over ${sinceText(atOf(report) - windowFromAt)}`
  const series = edges.last.map(({ edgeBps }) => edgeBps)
  const [first, last] = [series[0], series.at(-1)]
  const isEdge = fields['reason'] === 'EDGE_DEGRADATION' && series.length > 1
  return [
    ...(lines === 0 ? [] : [`judged on ${quantity(lines, 'line')}${span}`]),
    ...(isEdge && first !== undefined && last !== undefined
      ? [
          `edge before it, ${quantity(series.length, 'value')}: ${bps(first)} ` +
            `${sparkline(series.map((value) => value - Math.min(...series)))} ${bps(last)} bps`,
        ]
      : []),
    ...horizonRows(fields),
  ]
}

const bps = (units: number): string => shortDecimal(formatDecimal(units, bpsScale))

/** `{"main":{"BTCUSDT":{"1000000":"-0.36"}}}`: each account's and symbol's edge by horizon. */
const horizonRows = ({ edgeByHorizon }: LineFields): ReadonlyArray<string> => {
  const table = typeof edgeByHorizon === 'string' ? fieldsOfText(edgeByHorizon) : null
  return Object.entries((table ?? {}) as Table<Table<Table<unknown>>>).flatMap(
    ([account, symbols]) =>
      Object.entries(symbols).map(([symbol, horizons]) => {
        const each = Object.entries(horizons).map(
          ([us, edge]) => `${sinceText(Number(us))} ${shortDecimal(String(edge))}`,
        )
        return printable(`edge of ${account} ${symbol} by horizon, bps: ${each.join(' · ')}`)
      }),
  )
}

type Table<T> = Readonly<Record<string, T>>

const standingRows = (report: StopReport): ReadonlyArray<string> => {
  const { before, after } = report
  if (before === null) return ['unknown: the state cannot be had without the strategy']
  const later = after === null ? '' : `+${sinceText(after.at - atOf(report))}`
  const row = (name: string, of: (standing: Standing) => string): string =>
    `${name.padEnd(24)}${of(before).padStart(18)}${(after === null ? '' : of(after)).padStart(18)}`
  const symbols = [...before.symbols, ...(after?.symbols ?? [])]
  const names = new Set(symbols.map(({ account, symbol }) => `${account} ${symbol}`))
  const held = ({ symbols: all }: Standing, name: string): string =>
    all.find((one) => `${one.account} ${one.symbol}` === name)?.qty ?? zeroOf(symbols, name)
  const limit = before.totalNotionalUsdMax
  return [
    `${''.padEnd(24)}${'just before'.padStart(18)}${later.padStart(18)}`,
    ...[...names].map((name) => row(`held ${name}`, (standing) => held(standing, name))),
    row('open orders', ({ openOrders }) => grouped(openOrders)),
    row('exposure, worst case', ({ exposureUsd }) => dollars(exposureUsd)) +
      (limit === null ? '' : `   limit ${dollars(limit)}`),
    row('net so far', ({ netUsd }) => dollars(netUsd)),
  ]
}

/** A standing in which nothing is held or open says nothing of the symbol. */
const zeroOf = (symbols: Standing['symbols'], name: string): string =>
  (symbols.find((one) => `${one.account} ${one.symbol}` === name)?.qty ?? '0')
    .replace('-', '')
    .replace(/\d/g, '0')
    .replace(/^0+(?=0)/, '')

const ordersTitle = ({ aftermath }: StopReport): string => {
  const { orders } = aftermath
  const canceled = orders.filter(({ outcome }) => outcome === 'canceled').length
  const slipped = orders.filter(({ fills }) => fills.length > 0).length
  return (
    `${quantity(orders.length, 'order')} open: ${grouped(canceled)} canceled, ` +
    `${grouped(slipped)} filled in between`
  )
}

const orderText = (order: OpenAtStop): string => {
  const { orderId, side, leavesQty, price, outcome, latencyUs, heardUs, says, fills } = order
  const what = side === null ? '' : ` ${side} ${String(leavesQty)} @ ${price ?? 'market'}`
  const after = latencyUs === null ? '' : ` after ${sinceText(latencyUs)}`
  const heard = heardUs === null ? '' : `, heard of after ${sinceText(heardUs)}`
  const traded = fills.map(({ qty, price: at }) => `, traded ${qty} @ ${at}`).join('')
  const why = says === null ? '' : ` (${says})`
  return printable(`${orderId} ${order.symbol}${what}: ${outcome}${after}${heard}${why}${traded}`)
}

const quotesTitle = ({ quotes }: StopReport): string =>
  quotes === null
    ? 'Quotes'
    : `${quotes.symbol} from ${sinceText(quotes.fromAt - quotes.stopAt)} to ` +
      `+${sinceText(quotes.toAt - quotes.stopAt)}: · market  ─ ours  ▲▼ fills  │ the stop`

const chartRows = (report: StopReport, columns: number): ReadonlyArray<string> =>
  report.quotes === null
    ? []
    : quotesChart(report.quotes, atOf(report), Math.max(20, Math.min(96, columns - 16)))

const similarRows = ({ similar, startAt }: StopReport): ReadonlyArray<string> => {
  const shown = similar.slice(0, 8).map(({ n, fields }) => {
    const at = sinceText(Number(fields['at']) - startAt)
    return printable(`${grouped(n)}  +${at}  ${freezeText(fields as unknown as TradingFrozen)}`)
  })
  const more = similar.length - shown.length
  return more > 0 ? [...shown, `and ${grouped(more)} more`] : shown
}

const commandRows = (report: StopReport): ReadonlyArray<string> => {
  const { file, stop, otherwise } = report
  const [journal, n] = [shellWord(file), String(stop.n)]
  const cut = `shadowtape golden add freeze-${n} --from ${journal} --around freeze:${n}`
  const thresholds = 'unsaid' in otherwise ? null : otherwise.thresholds
  const set = thresholds === null ? '' : `${thresholds.setting}=${lastOf(thresholds.ranges)}`
  return [
    `Keep it as a golden: ${cut}`,
    `Look closer:         shadowtape why ${journal} --freeze ${n}`,
    `In a browser:        shadowtape view ${journal} --seq ${String(seqOf(report))}`,
    ...(thresholds === null
      ? []
      : [`The whole session:   shadowtape whatif ${journal} --set ${shellWord(set)}`]),
  ]
}

/** The threshold with which it does not stop within the while. */
const lastOf = (ranges: NonNullable<Otherwise['thresholds']>['ranges']): string => {
  const through = ranges.find(({ means }) => means === 'not')
  return through?.to ?? through?.from ?? ''
}

const short = (text: unknown): string => shortDecimal(String(text))
