import type * as t from 'io-ts'

import { invariant } from '../base/invariant'
import { bpsScale, feeRateScale, probabilityScale, usdScale } from '../units/decimal'

/** How a value of a codec is written in a line. */
export type FieldKind =
  | { readonly as: 'int'; readonly max: number; readonly min: number }
  | { readonly as: 'decimal'; readonly scale: Scaling; readonly min: number; readonly max: number }
  | { readonly as: 'counter'; readonly letters: string }
  | { readonly as: 'symbol' }
  | { readonly as: 'token'; readonly lengthMax: number; readonly others: string }
  | { readonly as: 'digest' }
  | { readonly as: 'one of'; readonly names: ReadonlyArray<string> }
  | { readonly as: 'text' }
  | { readonly as: 'flag' }
  | { readonly as: 'levels' }

/** A fixed number of decimals, or those of the line's instrument. */
export type Scaling = number | 'price' | 'qty' | 'amount' | 'coin'

/** A field of a message, as its codec declares it. */
export type Field = {
  readonly name: string
  readonly kind: FieldKind
  readonly isNullable: boolean
  readonly codec: t.Mixed
}

const safe = Number.MAX_SAFE_INTEGER
const decimal = (scale: Scaling, min: number, max = safe): FieldKind => ({
  as: 'decimal',
  scale,
  min,
  max,
})
const int = (min: number, max = safe): FieldKind => ({ as: 'int', min, max })

const kinds: Readonly<Record<string, FieldKind>> = {
  Price: decimal('price', 1),
  Qty: decimal('qty', 0),
  Amount: decimal('amount', -safe),
  CoinQty: decimal('coin', -safe),
  Usd: decimal(usdScale, -safe),
  Bps: decimal(bpsScale, -safe),
  Probability: decimal(probabilityScale, 0, 1_000_000),
  Exponent: decimal(6, 1, 100_000_000),
  FeeRate: decimal(feeRateScale, -10_000_000, 10_000_000),
  Seq: int(1),
  TimestampUs: int(0),
  DurationUs: int(0),
  Count: int(0),
  Scale: int(0, 12),
  RetCode: int(0),
  MarketSymbol: { as: 'symbol' },
  AccountName: { as: 'token', lengthMax: 32, others: '_-' },
  Coin: { as: 'token', lengthMax: 20, others: '' },
  OrderId: { as: 'counter', letters: 'os' },
  FillId: { as: 'counter', letters: 'f' },
  OrderLinkId: { as: 'token', lengthMax: 36, others: '_-' },
  TradeId: { as: 'token', lengthMax: 64, others: '_.:-' },
  Digest: { as: 'digest' },
  Text: { as: 'text' },
  Reason: { as: 'text' },
  Levels: { as: 'levels' },
  boolean: { as: 'flag' },
}

type Reflected = t.Mixed & {
  readonly _tag?: string
  readonly type?: Reflected
  readonly types?: ReadonlyArray<Reflected>
  readonly keys?: Readonly<Record<string, unknown>>
  readonly props?: Readonly<Record<string, Reflected>>
}

/** The fields of a message codec, in declared order, without its tag. */
export const fieldsOf = (codec: t.Mixed): ReadonlyArray<Field> => {
  const known = declared.get(codec)
  if (known !== undefined) return known
  const fields = declaredFields(codec)
  declared.set(codec, fields)
  return fields
}

/** What was found of each codec: the slow path asks for it at every line. */
const declared = new WeakMap<t.Mixed, ReadonlyArray<Field>>()

const declaredFields = (codec: t.Mixed): ReadonlyArray<Field> => {
  const props = (codec as Reflected).type?.type?.props
  invariant(props !== undefined, () => `${codec.name} was not declared by message()`)
  return Object.entries(props)
    .filter(([name]) => name !== 'type')
    .map(([name, prop]) => {
      const isNullable = prop._tag === 'UnionType'
      const inner = isNullable ? (prop.types?.[0] ?? prop) : prop
      return { name, kind: kindOf(inner), isNullable, codec: prop }
    })
}

const kindOf = (codec: Reflected): FieldKind => {
  if (codec._tag === 'KeyofType') return { as: 'one of', names: Object.keys(codec.keys ?? {}) }
  const kind = kinds[codec.name]
  invariant(kind !== undefined, () => `no way to write a ${codec.name} in a line`)
  return kind
}
