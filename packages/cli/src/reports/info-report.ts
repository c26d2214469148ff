import type { JournalFacts } from '../journals/journal-facts'
import type { LineFields } from '../journals/line-text'
import { typeOf } from '../journals/line-text'
import { sealsOf } from '../journals/scan-journal'
import { utcText } from './cat-table'
import { messageText } from './message-text'
import { printable } from './printable'
import { grouped, quantity } from './quantity-text'
import { accountTexts } from './accounts-text'
import { rulesText } from './rules-text'

/** Everything `info` knows about a journal, for people. */
export const infoReport = (file: string, facts: JournalFacts, state: string): string =>
  [
    `${file}: ${state}, ${sizeText(facts.scan)}`,
    ...(facts.header === null ? [] : section('Session', sessionRows(facts, facts.header))),
    ...list('Instruments', facts.instruments.map(instrumentText)),
    ...list('Freezes', freezeTexts(facts)),
    ...(facts.resumptions.length === 0 ? [] : list('Went on', lineTexts(facts.resumptions))),
    ...(facts.changes.length === 0 ? [] : list('Settings changed', lineTexts(facts.changes))),
    ...section('Lines by type', countRows(facts)),
    ...section('Seals and digests', digestRows(facts)),
    '',
  ].join('\n')

/** The same for programs. */
export const infoJson = (file: string, facts: JournalFacts) => {
  const { scan, header, counts, firstAt, lastAt } = facts
  return {
    ...{ file, header, counts, lines: scan.found.lines, bytes: scan.bytes },
    first_at: firstAt,
    last_at: lastAt,
    instruments: facts.instruments,
    freezes: facts.freezes,
    resumptions: facts.resumptions,
    settings_changes: facts.changes,
    seals: sealsOf(scan.found),
    sealed_up_to_seq: scan.found.sealedLines,
    state: facts.closed?.['stateDigest'] ?? null,
    head: facts.closed?.['digest'] ?? null,
  }
}

const sizeText = ({ found, bytes }: JournalFacts['scan']): string =>
  `${quantity(found.lines, 'line')}, ${quantity(bytes, 'byte')}`

type Row = readonly [string, string]

const section = (title: string, rows: ReadonlyArray<Row>): ReadonlyArray<string> => {
  const width = Math.max(...rows.map(([name]) => name.length))
  return ['', title, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)]
}

const list = (title: string, rows: ReadonlyArray<string>): ReadonlyArray<string> => [
  '',
  title,
  ...(rows.length === 0 ? ['  none'] : rows.map((row) => `  ${row}`)),
]

const sessionRows = (facts: JournalFacts, header: LineFields): ReadonlyArray<Row> => {
  const f = (name: string): string => printable(textOf(header[name]))
  return [
    ['time', spanText(facts)],
    ['session', `${f('session')}, source ${f('source')}`],
    ['symbols', f('symbols')],
    ['strategy', `${f('strategy')} ${f('strategyParams')}`],
    ['', f('strategyDigest') === '' ? 'built in' : `module sha256 ${f('strategyDigest')}`],
    ['venue', `${f('venue')}, fills ${fillsText(header)}`],
    ['', ratesText(header)],
    ['latencies', wayText(header)],
    ['fees', `maker ${f('makerFeeRate')}, taker ${f('takerFeeRate')}`],
    ...accountRows(header),
    ['inventory limit', `${f('inventoryUsdMax')} USD per symbol`],
    ['total limit', `${f('totalNotionalUsdMax')} USD`],
    ['freeze below', `${f('edgeThresholdBps')} bps, edge from ${f('edgeSource')}`],
    ['', edgeText(header)],
    ...rulesRows(header),
    ['fills measured', markoutsText(header)],
    ['seed', `${f('seed')}, ${f('generator')}`],
    ['inputs', f('inputs')],
    ['behaviors', f('behaviors') === '' ? 'none' : f('behaviors')],
    ['sealed every', `${f('sealLinesMax')} lines or ${f('sealBytesMax')} bytes`],
    ['snapshot every', snapshotsText(header)],
    ['state in seals', stateDigestsText(header)],
    ['new segment', rollText(header)],
    ['fsync', fsyncText(header)],
    ['settings', f('settings')],
    ['recorded by', `${f('engine')} ${f('engineVersion')}, ${f('format')} ${f('formatVersion')}`],
  ]
}

const snapshotsText = (header: LineFields): string =>
  header['snapshotLinesMax'] === 0 || header['snapshotLinesMax'] === undefined
    ? 'never'
    : `${textOf(header['snapshotLinesMax'])} lines, and at freezes and the close`

const stateDigestsText = ({ stateDigestLinesMax: lines }: LineFields): string =>
  lines === 0 || lines === undefined ? 'never' : `after ${textOf(lines)} lines`

const rollText = (header: LineFields): string => {
  const [bytes, us] = [Number(header['rollBytesMax'] ?? 0), Number(header['rollAfterUs'] ?? 0)]
  const parts = [
    ...(bytes > 0 ? [`${grouped(bytes)} bytes`] : []),
    ...(us > 0 ? [`${String(us / 1_000_000)} s`] : []),
  ]
  return parts.length === 0 ? 'never' : `after ${parts.join(' or ')}`
}

const fsyncText = (header: LineFields): string =>
  header['fsync'] === 'interval'
    ? `every ${String(Number(header['fsyncIntervalUs']) / 1_000)} ms, and at barriers`
    : printable(textOf(header['fsync'] ?? 'none'))

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)

const markoutsText = (header: LineFields): string => {
  const horizons = textOf(header['markoutHorizonsUs'])
  return horizons === '' ? 'no' : printable(`${horizons.replaceAll(',', ', ')} us after`)
}

/** The accounts, a row each, as they would be typed. */
const accountRows = (header: LineFields): ReadonlyArray<Row> =>
  accountTexts(textOf(header['accounts'])).map((account, i) => [
    i === 0 ? 'accounts' : '',
    printable(account),
  ])

/** The risk monitor's further rules, a row each, as they would be typed. */
const rulesRows = (header: LineFields): ReadonlyArray<Row> => {
  const rules = rulesText(textOf(header['riskRules']))
  return rules.map((rule, i) => [i === 0 ? 'rules' : '', printable(rule)])
}

/** How edge comes of markouts, where it does. */
const edgeText = (header: LineFields): string =>
  header['edgeSource'] === 'markout'
    ? `${meanText(header)}, ${String(header['edgeHorizonUs'])} us after each` +
      (scopeTexts[String(header['edgeScope'])] ?? '')
    : 'as the source says'

const meanText = (header: LineFields): string => {
  const n = (name: string): string => String(header[name])
  return header['edgeMean'] === 'ewma'
    ? `the mean of all fills from ${n('edgeFillsMin')} on, ` +
        `half-life ${n('edgeHalfLifeFills')} fills`
    : `the mean of ${n('edgeFillsMin')} to ${n('edgeFillsMax')} fills`
}

const scopeTexts: Readonly<Record<string, string>> = {
  total: ', of all symbols together',
  both: ', of each symbol and of all together',
}

/** Which model fills orders, with what it is set to. */
const fillsText = (header: LineFields): string => {
  const f = (name: string): string => printable(textOf(header[name]))
  const model = f('fillModel')
  if (model === 'scheduled')
    return `scheduled, latency ${String(Number(header['latencyUs']) / 1_000)} ms`
  if (model === 'venue') return 'by the venue itself'
  if (model !== 'queue') return model
  const power = f('queueModel').startsWith('power') ? `, power ${f('queuePower')}` : ''
  return `queue, ${f('queueModel')}${power}`
}

/** What is drawn: fills only where the scheduled model draws them. */
const ratesText = (header: LineFields): string => {
  const f = (name: string): string => printable(textOf(header[name]))
  return header['fillModel'] === 'scheduled'
    ? `fill rate ${f('fillRate')}, reject ${f('rejectRate')}, partial ${f('partialFillRate')}`
    : `reject ${f('rejectRate')}`
}

/** How long data, orders and reports are under way. */
const wayText = (header: LineFields): string =>
  ['feed', 'entry', 'response']
    .map((way) => `${way} ${latencyText(textOf(header[`${way}Latency`]))}`)
    .join(', ')

const latencyText = (text: string): string => {
  const [kind, ...figures] = text.split(' ')
  if (kind === '0') return '0'
  if (kind === 'recorded') return `recorded in ${quantity(figures.length, 'row')}`
  return printable(`${text} us`)
}

const spanText = ({ firstAt, lastAt }: JournalFacts): string => {
  if (firstAt === null || lastAt === null) return 'none'
  const seconds = ((lastAt - firstAt) / 1_000_000).toFixed(6)
  return `${utcText(firstAt)} to ${utcText(lastAt)} UTC, ${seconds} s`
}

const instrumentText = (fields: LineFields): string => {
  const f = (name: string): string => printable(textOf(fields[name]))
  return (
    `${f('symbol')} ${f('category')}, tick ${f('tickSize')}, lot ${f('lotSize')}, ` +
    `qty ${f('minQty')} to ${f('maxQty')}, at least ${f('minNotionalUsd')} USD`
  )
}

const lineTexts = (lines: ReadonlyArray<LineFields>): ReadonlyArray<string> =>
  lines.map((fields) => {
    const when = utcText(Number(fields['at']))
    return `seq ${String(fields['seq'])}, ${when}: ${messageText(fields)}`
  })

const freezesShown = 20

const freezeTexts = ({ freezes }: JournalFacts): ReadonlyArray<string> => {
  const texts = freezes.slice(0, freezesShown).map((fields) => {
    const what = typeOf(fields) === 'TradingThawed' ? 'thawed by ' : ''
    const when = utcText(Number(fields['at']))
    return `seq ${String(fields['seq'])}, ${when}: ${what}${messageText(fields)}`
  })
  const more = freezes.length - texts.length
  return more > 0 ? [...texts, `and ${grouped(more)} more`] : texts
}

const countRows = ({ counts }: JournalFacts): ReadonlyArray<Row> => {
  const rows = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const width = grouped(rows[0]?.[1] ?? 0).length
  return rows.length === 0
    ? [['none', '']]
    : rows.map(([type, count]) => [type, grouped(count).padStart(width)])
}

const digestRows = ({ scan, header, closed }: JournalFacts): ReadonlyArray<Row> => {
  const { found } = scan
  const sealed = found.sealedLines === 0 ? '' : `, up to seq ${String(found.sealedLines)}`
  return [
    ['seals', `${grouped(sealsOf(found))}${sealed}`],
    ['head', printable(textOf(closed?.['digest'] ?? 'none: it is not closed'))],
    ['state', printable(textOf(closed?.['stateDigest'] ?? 'none: it is not closed'))],
    ['config', printable(textOf(header?.['configDigest'] ?? 'unknown'))],
    ['catalogue', printable(textOf(header?.['catalogue'] ?? 'unknown'))],
  ]
}
