import type { Divergence } from '@shadowtape/core'
import { fieldsOf, fieldsOfLine, messageName, messages } from '@shadowtape/core'

import type { ExactDecimal } from './exact-decimal'
import { exactDecimal, unitsAt } from './exact-decimal'

/** What is known of the lines before one that differs. */
export type Before = {
  /** The last seal that is equal, by its line; `null` where there is none. */
  readonly sealedAt: number | null
  /** The steps of the symbol's prices and quantities, decimals; `null` where none was listed. */
  readonly tickSize: string | null
  readonly lotSize: string | null
}

/** How far two values of a field are apart: in its own unit, and in steps of the instrument. */
export type Apart = {
  /** What was replayed less what was recorded, a decimal. */
  readonly by: string
  readonly unit: string | null
  /** So many ticks or lots, where that is a whole number of them. */
  readonly steps: number | null
}

/** How far a field's two values are apart; `null` for what is no number. */
export const apartOf = (
  { field, recorded, replayed }: Divergence,
  { tickSize, lotSize }: Before,
): Apart | null => {
  if (field === null) return null
  const [was, is] = [recorded, replayed].map((line) => decimalIn(fieldsOfLine(line).get(field)))
  if (was === undefined || is === undefined || was === null || is === null) return null
  const scale = Math.max(was.scale, is.scale)
  const by = unitsAt(is, scale) - unitsAt(was, scale)
  const step = stepOf(typeIn(recorded), field)
  const size = step === 'tick' ? tickSize : step === 'lot' ? lotSize : null
  const steps = size === null ? null : stepsIn(by, scale, decimalIn(`"${size}"`))
  return { by: text(by, scale), unit: step, steps }
}

/** A field's value as JSON has it, where it is a decimal. */
const decimalIn = (json: string | undefined): ExactDecimal | null =>
  exactDecimal((json ?? '').replace(/^"(.*)"$/, '$1'))

const stepsIn = (by: bigint, scale: number, size: ExactDecimal | null): number | null => {
  if (size === null) return null
  const common = Math.max(scale, size.scale)
  const [apart, step] = [unitsAt({ units: by, scale }, common), unitsAt(size, common)]
  return step === 0n || apart % step !== 0n ? null : Number(apart / step)
}

const text = (units: bigint, scale: number): string => {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const [whole, fraction] = [
    digits.slice(0, digits.length - scale),
    digits.slice(digits.length - scale),
  ]
  return `${units < 0n ? '-' : '+'}${whole}${scale === 0 ? '' : `.${fraction}`}`
}

const typeIn = (line: string | null): string =>
  messageName(JSON.parse(fieldsOfLine(line).get('type') ?? '""') as string)

/** The unit of a field, as its codec declares it. */
const stepOf = (type: string, field: string): string | null => {
  if (field === 'at' || field.endsWith('Us')) return 'us'
  const codec = Object.entries(messages).find(([name]) => name === type)?.[1]
  const declared = codec === undefined ? [] : fieldsOf(codec)
  const found = declared.find(({ name }) => name === field)
  if (found?.codec.name.includes('Bps') === true) return 'bps'
  if (found?.kind.as !== 'decimal') return null
  return found.kind.scale === 'price' ? 'tick' : found.kind.scale === 'qty' ? 'lot' : null
}
