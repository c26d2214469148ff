import type { Message } from '@shadowtape/core'
import { fieldsOf, messages } from '@shadowtape/core'

/** A JSON schema of the little that Foxglove reads: flat, each property of one plain type. */
export type PlotSchema = {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, { readonly type: 'number' | 'string' | 'boolean' }>>
  readonly required: ReadonlyArray<string>
}

const number = { type: 'number' } as const
const text = { type: 'string' } as const

const flat = (
  properties: PlotSchema['properties'],
  required: ReadonlyArray<string> = Object.keys(properties),
): PlotSchema => ({
  type: 'object',
  properties: { seq: number, ...properties },
  required: ['seq', ...required],
})

/** What the messages of each kind of plot are made of; `seq` is the journal's line. */
export const plotSchemas = {
  Edge: flat({ edgeBps: number, thresholdBps: number, updates: number }),
  Quotes: flat(
    {
      ...{ bid: number, bidQty: number, ask: number, askQty: number, mark: number, last: number },
      ...{ ownBid: number, ownBidQty: number, ownAsk: number, ownAskQty: number },
    },
    [],
  ),
  Inventory: flat({ qty: number, notionalUsd: number }),
  Pnl: flat({
    ...{ realizedUsd: number, unrealizedUsd: number, feesUsd: number, fundingUsd: number },
    netUsd: number,
  }),
  TotalPnl: flat({ netUsd: number }),
  Trading: flat({ frozen: number, reducing: number, reason: text }, ['frozen', 'reducing']),
  Fill: flat({
    ...{ account: text, orderId: text, side: text, price: number, qty: number, fee: number },
    liquidity: text,
  }),
} as const

/** A kind of plot. */
export type PlotKind = keyof typeof plotSchemas

/**
 * The schema of a type of line. Foxglove knows no property that may be null and no array of arrays,
 * so these are left out; they are in the messages all the same.
 */
export const lineSchema = (type: Message['type']): PlotSchema => {
  const known = fieldsOf(messages[type]).filter(
    ({ kind, isNullable }) => !isNullable && kind.as !== 'levels',
  )
  const fields = known.map(({ name, kind }) => [name, propertyOf(kind.as)] as const)
  return flat({ at: number, type: text, ...Object.fromEntries(fields), crc: text })
}

const propertyOf = (as: string): PlotSchema['properties'][string] => {
  if (as === 'int') return number
  return as === 'flag' ? { type: 'boolean' } : text
}
