import { isLeft } from 'fp-ts/Either'

import { parseCondition } from '../../src/steps/condition'
import { holdsOnLine, isOfLines, isOfState, mayHoldOn } from '../../src/steps/holds'

const start = 1_000_000

const read = (text: string) => {
  const condition = parseCondition(text, start)
  if (isLeft(condition)) throw new Error(condition.left)
  return condition.right
}
const refusal = (text: string): string => {
  const condition = parseCondition(text, start)
  return isLeft(condition) ? condition.left : ''
}

const fill = {
  ...{ seq: 23, at: 2_000_000, cause: 6, type: 'OrderFilled', orderId: 'o-1', symbol: 'BTCUSDT' },
  ...{ side: 'Buy', price: '60984.70', qty: '0.008', leavesQty: '0.000', feeCoin: null },
}

describe('a condition', () => {
  it.each([
    ['type=OrderFilled', true],
    ['type=OrderFilled,OrderDenied', true],
    ['type!=OrderFilled', false],
    ['type~Filled', true],
    ['symbol=BTCUSDT side=Buy', true],
    ['symbol=BTCUSDT and side=Sell', false],
    ['side = Buy', true],
    ['price>60984', true],
    ['price>=60984.7', true],
    ['price<=60984.70', true],
    ['price<60984.70', false],
    ['qty=0.0080', true],
    ['qty!=0.008,0.009', false],
    ['leavesQty=0', true],
    ['cause=null', false],
    ['cause!=null', true],
    ['feeCoin=null', true],
    ['reason=null', true],
    ['reason="with blanks"', false],
    ['seq>=23 seq<24', true],
    ['at>=+1s', true],
    ['at<+1s', false],
    ['at>1970-01-01T00:00:01Z', true],
    ['orderId>3', false],
  ])('%s, on a fill: %s', (text, holds) => {
    expect(holdsOnLine(read(text), fill)).toBe(holds)
  })

  it('is exact where doubles are not', () => {
    const line = { ...fill, price: '0.1000000000000000055511151231257827' }
    expect(holdsOnLine(read('price>0.1'), line)).toBe(true)
    expect(holdsOnLine(read('price=0.1'), line)).toBe(false)
  })

  it('knows the version of a message as the same message', () => {
    expect(holdsOnLine(read('type=OrderFilled'), { ...fill, type: 'OrderFilled@2' })).toBe(true)
  })

  it('says which lines are worth a look, and whether the state is', () => {
    expect(mayHoldOn(read('type=OrderFilled qty>1'), 'OrderDenied')).toBe(false)
    expect(mayHoldOn(read('qty>1'), 'OrderDenied')).toBe(true)
    const both = read('type=OrderFilled state.totals.fills>=3')
    expect([isOfLines(both), isOfState(both)]).toStrictEqual([false, false])
    expect(isOfState(read('state.totals.fills>=3'))).toBe(true)
    expect(both.tests[1]).toStrictEqual({
      ...{ of: 'state', name: 'totals.fills', comparison: '>=', values: ['3'] },
    })
  })

  it.each([
    ['', /^there is no condition; such as type=OrderFilled/],
    ['=3', /^"=3" is no test; such as .* \(column 1\)$/],
    ['qty', /^behind "qty" must be = != < <= > >= or ~ \(column 4\)$/],
    ['qty>', /^behind > must be a value, in quotes if it has blanks \(column 4\)$/],
    ['side=Buy price>', /behind > must be a value/],
    [
      'typ=OrderFilled',
      /^no message has a field "typ"; there are type\. .*state\.PATH \(column 1\)$/,
    ],
    ['side=Buy simbol=X', /^no message has a field "simbol"; .* \(column 10\)$/],
    ['Symbol=X', /did you mean symbol\?/],
    ['state.=1', /^behind "state\." there must be a path/],
    ['price>high', /^price>high: "high" is no number \(column 1\)$/],
    ['price>1,2', /^price>1,2: > takes one value; only = and != take several/],
    ['type=orderfilled', /There is no message "orderfilled"; did you mean OrderFilled\?/],
    [
      'type=OrderFilled reason=X',
      /^OrderFilled has no field reason; it has seq, at, cause, type, /,
    ],
    ['at>soon', /^at>soon: It must be a UTC time/],
    ['type=Fills', /There is no message "Fills"; did you mean OrderFilled\?/],
    ['type=thaw', /"thaw"; did you mean ThawTrading or TradingThawed\?/],
    ['type=OrderFilled; rm', /There is no message "OrderFilled;"/],
    ['state.a.constructor=1 x', /behind "x" must be/],
  ])('is refused where it is %j', (text, says) => {
    expect(refusal(text)).toMatch(says)
  })
})
