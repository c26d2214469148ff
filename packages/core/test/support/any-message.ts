import fc from 'fast-check'

import type { Field, FieldKind, InstrumentListed, Message } from '../../src'
import { anInstrument, fieldsOf, messages } from '../../src'

/** The types of all messages. */
export const messageTypes = Object.keys(messages) as ReadonlyArray<Message['type']>

const anySymbol = fc.stringMatching(/^[A-Z][A-Z0-9-]{1,20}$/)

/** An instrument with any scales there can be. */
export const anyListed: fc.Arbitrary<InstrumentListed> = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), anySymbol)
  .map(([priceScale, qtyScale, symbol]) => ({
    ...anInstrument(),
    symbol: symbol as InstrumentListed['symbol'],
    priceScale: priceScale as InstrumentListed['priceScale'],
    qtyScale: qtyScale as InstrumentListed['qtyScale'],
  }))

/** Any message of a type that its codec lets through, about the given instrument. */
export const anyMessage = (
  type: Message['type'],
  listed: InstrumentListed,
  codec: Parameters<typeof fieldsOf>[0] = messages[type],
): fc.Arbitrary<Message> => {
  const record = Object.fromEntries(
    fieldsOf(codec).map((field) => [
      field.name,
      field.name === 'symbol' && !field.isNullable ? fc.constant(listed.symbol) : anyValue(field),
    ]),
  )
  return fc.record(record).map((values) => ({ ...values, type }) as unknown as Message)
}

/** Whether a generated message is one, by its codec: a generator that strays must not pass. */
export const isMessage = (message: Message): boolean => messages[message.type].is(message)

const anyValue = (field: Field): fc.Arbitrary<unknown> => {
  const value = ofKind(field.kind).filter((candidate) => field.codec.is(candidate))
  if (!field.isNullable) return value
  return fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: value })
}

/**
 * Made once for each kind of field, and not for each message: to make what matches an expression
 * takes fast-check much longer than to draw from it.
 */
const ofKind = (kind: FieldKind): fc.Arbitrary<unknown> => {
  const name = JSON.stringify(kind)
  const made = madeOfKind.get(name) ?? anyOfKind(kind)
  madeOfKind.set(name, made)
  return made
}

const madeOfKind = new Map<string, fc.Arbitrary<unknown>>()

const within = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min, max }),
    fc.integer({ min: Math.max(min, -200), max: Math.min(max, 200) }),
    fc.constantFrom(min, max),
  )

const anyOfKind = (kind: FieldKind): fc.Arbitrary<unknown> => {
  switch (kind.as) {
    case 'int':
    case 'decimal':
      return within(kind.min, kind.max)
    case 'counter':
      return fc
        .tuple(
          fc.constantFrom(...Array.from(kind.letters)),
          fc.integer({ min: 1, max: 999_999_999_999_999 }),
        )
        .map(([letter, n]) => `${letter}-${String(n)}`)
    case 'symbol':
      return anySymbol
    case 'token':
      return fc.stringMatching(
        new RegExp(`^[A-Za-z0-9${kind.others.replace('-', '\\-')}]{1,${kind.lengthMax}}$`),
      )
    case 'digest':
      return fc.stringMatching(/^[0-9a-f]{64}$/)
    case 'one of':
      return fc.constantFrom(...kind.names)
    case 'text':
      return fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom(
          '',
          '"\\/\b\f\n\r\t',
          '\u0000\u001f\u007f\u0080',
          '\u2028\u2029\ufeff',
          '😀',
        ),
      )
    case 'flag':
      return fc.boolean()
    case 'levels':
      return fc
        .array(fc.tuple(within(1, Number.MAX_SAFE_INTEGER), within(0, Number.MAX_SAFE_INTEGER)), {
          maxLength: 6,
        })
        .map((levels) => levels.flat())
  }
}
