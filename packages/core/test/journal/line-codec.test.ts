import { isLeft } from 'fp-ts/Either'

import {
  InvariantViolated,
  aPlaceOrder,
  aQuote,
  anInstrument,
  catalogueText,
  entryOfJson,
  example,
  fieldsOf,
  lineCodec,
  messages,
  scalesOf,
} from '../../src'
import { bodyOf, entryOf, lineBytesOf, withCrc } from '../support/lines'

const listed = anInstrument()
const scales = new Map([[listed.symbol as string, scalesOf(listed)]])
const head = '{"seq":7,"at":1,"cause":null,"type":'
const clock = `${head}"ClockAdvanced"`

const codecAfterListing = () => {
  const codec = lineCodec()
  lineBytesOf(codec, entryOf(listed, 1))
  return codec
}

const faultOf = (body: string) => {
  const line = withCrc(body)
  const decoded = codecAfterListing().decode(line, 0, line.length, 'check')
  return isLeft(decoded) ? decoded.left : null
}

const orderWith = (field: string, value: string): string => {
  const values: Record<string, string> = {
    account: '"main"',
    symbol: '"BTCUSDT"',
    side: '"Buy"',
    orderType: '"Limit"',
    price: '"61000.00"',
    qty: '"0.010"',
    timeInForce: '"GTC"',
    reduceOnly: 'false',
    smpType: '"None"',
    triggerPrice: 'null',
    triggerBy: 'null',
    triggerDirection: 'null',
    orderLinkId: 'null',
  }
  values[field] = value
  return `${head}"PlaceOrder",${Object.entries(values)
    .map(([name, text]) => `"${name}":${text}`)
    .join(',')}`
}

const freezeBy = (actor: string) =>
  `${head}"FreezeTrading","account":null,"symbol":null,"actor":${actor},"note":"x"`

const emptyDelta =
  `${head}"BookUpdated","symbol":"XYZUSDT","kind":"delta","depth":1,"bids":[],"asks":[],` +
  '"updateId":1,"crossSeq":1,"venueAt":1'

const emptyQuote =
  `${head}"QuoteObserved","symbol":"XYZUSDT","bid":null,"bidQty":null,"ask":null,` +
  '"askQty":null,"venueAt":null,"crossSeq":null'

const minusNothing =
  `${head}"EdgeUpdated","account":null,"symbol":"BTCUSDT","edgeBps":"-0.000000","source":"demo",` +
  '"mean":null,"fills":null,"fromSeq":null,"horizonUs":null'

const hugeScales = orderWith('orderLinkId', 'null,"priceScale":900000000,"qtyScale":1')

describe('a line', () => {
  it('is flat JSON in declared order with decimals at the scale of its instrument', () => {
    const line = lineBytesOf(codecAfterListing(), entryOf(aPlaceOrder(), 42, 41))
    expect(Buffer.from(line).toString().slice(0, -20)).toBe(
      '{"seq":42,"at":1700000000000000,"cause":41,"type":"PlaceOrder","account":"main","symbol":"BTCUSDT",' +
        '"side":"Buy","orderType":"Limit","price":"61000.00","qty":"0.010","timeInForce":"GTC",' +
        '"reduceOnly":false,"smpType":"None","triggerPrice":null,"triggerBy":null,' +
        '"triggerDirection":null,"orderLinkId":nul',
    )
    expect(Buffer.from(line).toString().slice(-20)).toMatch(/^l,"crc":"[0-9a-f]{8}"\}\n$/)
  })

  it('cannot be written for a symbol that was never listed', () => {
    const codec = lineCodec()
    expect(() => codec.encode(new Uint8Array(1_000), 0, entryOf(aQuote()))).toThrow(
      new InvariantViolated('QuoteObserved names BTCUSDT, which was never listed'),
    )
  })

  it.each([
    ['a text that is not JSON', clock.slice(1), 'json', null],
    ['a list', '[1', 'json', null],
    ['a seq of 0', clock.replace('7', '0'), 'shape', 'seq'],
    ['a time before 1970', clock.replace('"at":1', '"at":-1'), 'shape', 'at'],
    ['a time of minus zero', clock.replace('"at":1', '"at":-0'), 'not canonical', null],
    ['a cause of 0', clock.replace('null', '0'), 'shape', 'cause'],
    ['an unknown message', `${head}"OrderVanished"`, 'shape', 'type'],
    ['a message named like a method of every object', `${head}"toString"`, 'shape', 'type'],
    ['a message without a name', `${head}3`, 'shape', 'type'],
    ['a missing field', `${head}"CancelAllOrders","account":null`, 'shape', 'symbol'],
    ['a field too many', `${clock},"x":1`, 'shape', 'x'],
    ['a hidden prototype', `${clock},"__proto__":{}`, 'shape', '__proto__'],
    ['a symbol never listed', orderWith('symbol', '"XYZUSDT"'), 'shape', 'symbol'],
    ['a delta without levels of a symbol never listed', emptyDelta, 'shape', 'symbol'],
    ['an empty quote of a symbol never listed', emptyQuote, 'shape', 'symbol'],
    ['a negative price', orderWith('price', '"-1.00"'), 'shape', 'price'],
    ['a price of zero', orderWith('price', '"0.00"'), 'shape', 'price'],
    ['a price with an exponent', orderWith('price', '"1e5"'), 'shape', 'price'],
    ['a price that is a number', orderWith('price', '61000.5'), 'shape', 'price'],
    ['a price that is not a number', orderWith('price', '"NaN"'), 'shape', 'price'],
    ['a price too fine', orderWith('price', '"1.001"'), 'shape', 'price'],
    ['a price too large', orderWith('price', '"90071992547409.92"'), 'shape', 'price'],
    ['a flag in quotes', orderWith('reduceOnly', '"false"'), 'shape', 'reduceOnly'],
    ['a flag that is a number', orderWith('reduceOnly', '1'), 'shape', 'reduceOnly'],
    ['huge scales where none belong', hugeScales, 'shape', 'priceScale'],
    ['a price with leading zeros', orderWith('price', '"061000.50"'), 'shape', 'price'],
    ['a price one decimal short', orderWith('price', '"61000.5"'), 'not canonical', null],
    [
      'fields in another order',
      clock.replace('"seq":7,"at":1', '"at":1,"seq":7'),
      'not canonical',
      null,
    ],
    ['a space', clock.replace(',', ', '), 'not canonical', null],
    ['a key twice', `${clock},"at":1`, 'not canonical', null],
    ['a negative zero', minusNothing, 'not canonical', null],
    ['a CRC within', `${clock},"crc":"00000000"}`, 'json', null],
    ['a needless escape', freezeBy('"\\u0061na"'), 'not canonical', null],
    ['a blank reason', freezeBy('" "'), 'shape', 'actor'],
    ['a lone surrogate', freezeBy('"\\ud800"'), 'shape', 'actor'],
  ])('with %s is refused, and the field is named', (_, body, kind, field) => {
    expect(faultOf(body)).toMatchObject({ kind, field })
  })

  it('is shown shortened where a refused value is long', () => {
    const fault = faultOf(orderWith('price', `"${'9'.repeat(200)}"`))
    expect(fault?.says).toMatch(/^price is "9{56}\.\.\., not Price or null$/)
  })

  it('that is not UTF-8 is refused', () => {
    const line = withCrc(Buffer.from([...Buffer.from(`${head}"x`), 0xff, 0x22]))
    expect(lineCodec().decode(line, 0, line.length, 'check')).toMatchObject({
      left: { kind: 'json', says: 'the line is not UTF-8' },
    })
  })

  it.each([
    ['wrong', Buffer.from(`${clock},"crc":"00000000"}`), 'crc'],
    ['missing', Buffer.from(`${clock}}`), 'torn'],
    ['in capitals', Buffer.from(`${clock},"crc":"ABCDEF00"}`), 'torn'],
  ])('with a CRC that is %s is refused when it is asked to be checked', (_, line, kind) => {
    expect(lineCodec().decode(line, 0, line.length, 'check')).toMatchObject({
      left: { kind, field: 'crc' },
    })
  })
})

describe('a codec', () => {
  it('learns scales from listings it reads as from those it writes', () => {
    const line = lineBytesOf(lineCodec(), entryOf(listed, 1))
    const codec = lineCodec()
    codec.decode(line, 0, line.length - 1, 'check')
    expect(codec.scales).toStrictEqual(scales)
  })

  it('learns nothing from a listing it refuses', () => {
    const other = { ...listed, priceScale: 4 as typeof listed.priceScale }
    const body = Buffer.from(bodyOf(lineBytesOf(lineCodec(), entryOf(other, 2)))).toString()
    const line = withCrc(body.replace('"symbol"', ' "symbol"'))
    const codec = codecAfterListing()
    expect(codec.decode(line, 0, line.length, 'check')).toMatchObject({
      left: { kind: 'not canonical' },
    })
    expect(codec.scales).toStrictEqual(scales)
  })

  it('reads texts that are not plain ASCII as it wrote them', () => {
    const codec = lineCodec()
    const freeze = entryOf(
      example('FreezeTrading', { symbol: null, actor: 'né', note: '\u0001"\\' }),
    )
    const line = lineBytesOf(codec, freeze)
    expect(codec.decode(line, 0, line.length - 1, 'check')).toStrictEqual({
      _tag: 'Right',
      right: freeze,
    })
  })
})

describe('a foreign line', () => {
  it('may leave out the CRC, order fields as it likes and shorten decimals', () => {
    const text =
      '{"type":"PlaceOrder","account":"main","qty":"0.01","price":"61000","side":"Buy","symbol":"BTCUSDT",' +
      '"timeInForce":"GTC","orderType":"Limit","reduceOnly":false,"smpType":"None",' +
      '"triggerDirection":null,"triggerBy":null,"triggerPrice":null,' +
      '"orderLinkId":null,"cause":null,"at":1700000000000000,"seq":7}'
    expect(entryOfJson(text, scales)).toStrictEqual({
      _tag: 'Right',
      right: entryOf(aPlaceOrder()),
    })
  })
})

describe('the catalogue', () => {
  it('has a line for every message, with every field and its kind', () => {
    const lines = catalogueText().split('\n')
    expect(lines).toHaveLength(Object.keys(messages).length)
    expect(lines).toStrictEqual([...lines].sort((a, b) => (a < b ? -1 : 1)))
    expect(lines).toContain(
      'CancelAllOrders(account:{"as":"token","lengthMax":32,"others":"_-"}|null,' +
        'symbol:{"as":"symbol"}|null)',
    )
  })

  it('is declared by message(): nothing else has fields', () => {
    expect(fieldsOf(messages.ClockAdvanced)).toStrictEqual([])
    expect(() => fieldsOf({ name: 'Price' } as never)).toThrow(
      'Price was not declared by message()',
    )
  })
})
