import type { OrderEnd, Step, Ways } from '../explanations/order-life'
import { typeOf } from '../journals/line-text'
import { utcText } from './cat-table'
import { messageText } from './message-text'
import { clipped, printable } from './printable'
import { grouped } from './quantity-text'

/** Everything about an order. */
export type OrderReport = {
  readonly file: string
  readonly orderId: string
  readonly steps: ReadonlyArray<Step>
  readonly ways: Ways
  readonly end: OrderEnd
  /** Whether the state could be folded along; else there is no touch and no queue to show. */
  readonly isFolded: boolean
}

/** An order's whole life, for people: a row a line, with the touch and its place in the queue. */
export const orderReport = (report: OrderReport, columns: number): string => {
  const { file, orderId, steps, isFolded } = report
  const first = steps.find(({ fields }) => typeOf(fields) !== 'PlaceOrder')?.fields ?? {}
  const startAt = Number(steps[0]?.fields['at'])
  return `${[
    `${printable(orderId)} of ${file}, placed ${utcText(Number(first['at']))} UTC`,
    clipped(`  ${messageText(first)}`, columns),
    `  ${endTexts[report.end]}${waysText(report.ways)}`,
    '',
    ...(isFolded ? [] : ['The state could not be folded along: no touch and no queue below.', '']),
    `${'time'.padStart(13)}  ${'seq'.padStart(7)}  ${touchCells('bid', 'ask', 'ahead')}  message`,
    ...steps.map((step) => clipped(stepText(step, startAt), columns)),
    '',
    `Look closer: shadowtape why ${file} --order ${printable(orderId)}`,
  ].join('\n')}\n`
}

/** The same for programs. Ways are in microseconds. */
export const orderJson = ({ file, orderId, steps, ways, end, isFolded }: OrderReport) => ({
  ...{ file, order: orderId, end, ways_us: ways, folded: isFolded },
  life: steps.map(({ fields, bid, ask, ahead }) => ({ line: fields, bid, ask, ahead })),
})

const endTexts: Readonly<Record<OrderEnd, string>> = {
  filled: 'filled',
  canceled: 'canceled',
  rejected: 'rejected by the venue',
  open: 'open when the journal ends',
}

const waysText = ({ answered, heard, open, canceled }: Ways): string =>
  wayText(answered, 'answered by the venue after') +
  wayText(heard, 'which we heard after') +
  wayText(open, 'open for') +
  wayText(canceled, 'its cancel answered after')

const wayText = (us: number | null, what: string): string =>
  us === null ? '' : `, ${what} ${lengthText(us)}`

/** A length of time: milliseconds below a second, seconds above. */
const lengthText = (us: number): string =>
  us < 1_000_000
    ? `${String(us / 1_000)} ms`
    : `${grouped(Math.floor(us / 1e6))}.${sixDigits(us)} s`

const sixDigits = (us: number): string => String(us % 1_000_000).padStart(6, '0')

const stepText = ({ fields, bid, ask, ahead }: Step, startAt: number): string => {
  const time = `+${((Number(fields['at']) - startAt) / 1_000_000).toFixed(6)}`.padStart(13)
  const seq = String(fields['seq']).padStart(7)
  const text = `${printable(typeOf(fields))}  ${said(fields)}`
  return `${time}  ${seq}  ${touchCells(bid ?? '-', ask ?? '-', ahead ?? '')}  ${text}`
}

const said = (fields: Step['fields']): string =>
  typeOf(fields) === 'Delivered'
    ? `we hear of line ${grouped(Number(fields['cause']))}`
    : messageText(fields)

const touchCells = (bid: string, ask: string, ahead: string): string =>
  `${bid.padStart(10)} ${ask.padStart(10)} ${ahead.padStart(9)}`
