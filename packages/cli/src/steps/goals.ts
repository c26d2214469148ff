import { isInputType } from '@shadowtape/core'

import type { PassingLine } from '../journals/each-line'
import { isKeeping } from '../journals/is-keeping'
import type { LineFields } from '../journals/line-text'
import type { IsIt } from './line-search'
import type { Goal } from './parse-step'

/** What lines can be gone to by what they are alone. */
export type TypedGoal = Extract<Goal, 'input' | 'fill' | 'freeze' | 'denial'>

/** Whether a line is such a one. */
export const isGoal: Readonly<Record<TypedGoal, IsIt>> = {
  input: ({ envelope: { cause, type } }) => cause === null && isInputType(type) && !isKeeping(type),
  fill: ({ envelope: { type } }) => type === 'OrderFilled',
  freeze: ({ envelope: { type } }) => type === 'TradingFrozen' || type === 'TradingReduced',
  denial: ({ envelope: { type } }) => /(Denied|Rejected)$/.test(type),
}

/** Whether a line is about a symbol. */
export const isAboutSymbol =
  (symbol: string): IsIt =>
  (line) =>
    says(line, 'symbol', symbol)

/** Whether a line is about an order: it names it, or we hear of what did, or what it was worth. */
export const isAboutOrder =
  (orderId: string, lineOf: (seq: number) => LineFields | null): IsIt =>
  (line) => {
    const { type, cause } = line.envelope
    if (type !== 'Delivered' && type !== 'MarkoutMeasured') return says(line, 'orderId', orderId)
    return cause !== null && lineOf(cause)?.['orderId'] === orderId
  }

/** What only mentions a name in a text does not say it. */
const says = ({ includes, fields }: PassingLine, field: string, value: string): boolean =>
  includes(`"${field}":${JSON.stringify(value)}`) && fields()?.[field] === value
