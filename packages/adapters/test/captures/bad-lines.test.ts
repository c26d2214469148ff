import { captureFailureText, captureProblemText } from '@shadowtape/adapters'

import type { Level } from './capture-builder'
import {
  aBook,
  aTicker,
  aTrade,
  failureOf,
  hear,
  line,
  lines,
  marketOf,
  newFolder,
  sentAt,
  someTrades,
  summaryOf,
} from './capture-builder'

const folder = newFolder()
afterAll(() => folder.remove())

const touch = 'orderbook.1.BTCUSDT'
const deep = 'orderbook.50.BTCUSDT'
const aSnapshot = (topic: string, u = 10) =>
  aBook(topic, 'snapshot', u, [['100', '1']], [['101', '1']])
const aDelta = (topic: string, u: number, bids: ReadonlyArray<Level> = [['100', '2']]) =>
  aBook(topic, 'delta', u, bids, [])
const good = aSnapshot(touch)
const levels = (bids: unknown) => ({ ...good, data: { ...good.data, b: bids } })
const trade = (over: object) => someTrades(aTrade(), aTrade(over))

describe('a line that cannot be used', () => {
  it.each([
    ['not JSON', 'message', '{"topic":'],
    ['bad shape', 'message', '[1]'],
    ['bad shape', 'topic', { topic: 5 }],
    ['bad shape', 'topic', { type: 'snapshot' }],
    ['unknown topic', 'topic', { ...good, topic: 'kline.5.BTCUSDT' }],
    ['unknown topic', 'topic', { ...good, topic: 'orderbook.rpi.BTCUSDT' }],
    ['unknown topic', 'topic', { ...good, topic: 'liquidation.BTCUSDT' }],
    ['unknown topic', 'topic', { ...good, topic: 'orderbook.25.BTCUSDT' }],
    ['bad value', 'topic', { ...good, topic: 'orderbook.1.btcusdt' }],
    ['bad shape', 'type', { ...good, type: 'update' }],
    ['bad shape', 'ts', { ...good, ts: '5' }],
    ['bad shape', 'ts', { ...good, ts: -5 }],
    ['bad value', 'ts', { ...good, ts: 9_007_199_254_740_991 }],
    ['bad shape', 'cts', { ...good, cts: 1.5 }],
    ['bad shape', 'data', { ...good, data: null }],
    ['bad shape', 'data.u', { ...good, data: { ...good.data, u: undefined } }],
    ['bad shape', 'data.b', levels('none')],
    ['bad shape', 'data.b[1]', levels([['100', '1'], 5])],
    ['bad shape', 'data.b[0][1]', levels([['100', 1]])],
    ['bad shape', 'data.b[0]', levels([['100', '1', '2']])],
    ['bad shape', 'data.b[0]', levels([['100']])],
    ['bad value', 'data.s', { ...good, data: { ...good.data, s: 'ETHUSDT' } }],
    ['bad value', 'data.b[0][0]', levels([['-100', '1']])],
    ['bad value', 'data.b[0][0]', levels([['0.00', '1']])],
    ['bad value', 'data.b[0][0]', levels([['NaN', '1']])],
    ['bad value', 'data.b[0][0]', levels([['1e5', '1']])],
    ['bad value', 'data.b[0][0]', levels([['', '1']])],
    ['bad value', 'data.b[0][0]', levels([['99999999999999999', '1']])],
    [
      'bad value',
      'data.b[1][1]',
      levels([
        ['100', '1'],
        ['99', '-0'],
      ]),
    ],
    ['bad value', 'data.b[0][0]', levels([['1.0000000000001', '1']])],
    ['bad value', 'data.b[0][0]', levels([['1.000000000001', '1']])],
    ['bad shape', 'data[1].S', trade({ S: 'Both' })],
    ['bad shape', 'data[1].BT', trade({ BT: 'no' })],
    ['bad value', 'data[1].s', trade({ s: 'ETHUSDT' })],
    ['bad value', 'data[1].i', trade({ i: 'a b' })],
    ['bad value', 'data[1].v', trade({ v: '0' })],
    ['bad value', 'data[1].p', trade({ p: '0' })],
    ['bad shape', 'data.lastPrice', aTicker('delta', { lastPrice: 5 })],
    ['bad value', 'data.markPrice', aTicker('delta', { markPrice: '-5' })],
    ['bad value', 'data.bid1Size', aTicker('delta', { bid1Size: 'x' })],
    ['bad value', 'data.symbol', aTicker('delta', { symbol: 'ETHUSDT' })],
  ])('is named as %s, field %s', async (kind, field, message) => {
    const path = folder.write('a', lines(good, message))
    const heard = await hear([path])
    expect(heard.problems).toMatchObject([{ kind, field, file: path, line: 2 }])
    expect(summaryOf(heard).problems).toStrictEqual(new Map([[kind, 1]]))
    expect(marketOf(heard)).toHaveLength(1)
  })

  it.each([
    ['no receive time', JSON.stringify(good)],
    ['milliseconds', `1723161255088 ${JSON.stringify(good)}`],
    ['a garbled receive time', `17231612550881x9167 ${JSON.stringify(good)}`],
    ['twenty digits', `17231612550881691679 ${JSON.stringify(good)}`],
    ['a time beyond exact arithmetic', `9999999999999999999 ${JSON.stringify(good)}`],
    ['something else altogether', 'hello'],
  ])('has %s', async (_, text) => {
    const heard = await hear([folder.write('a', `${lines(good)}${text}\n`)])
    expect(heard.problems).toMatchObject([{ kind: 'bad shape', field: 'receive time', line: 2 }])
  })

  it('is not JSON in a file without receive times', async () => {
    const heard = await hear([folder.write('a', `${JSON.stringify(good)}\nhello\n`)])
    expect(heard.problems).toMatchObject([{ kind: 'not JSON', line: 2 }])
  })

  it('is longer than any message', async () => {
    const long = Buffer.alloc(17 * 1024 * 1024, 120)
    const content = Buffer.concat([
      Buffer.from(lines(good)),
      long,
      Buffer.from(`\n${line(1, someTrades(aTrade()))}`),
    ])
    const heard = await hear([folder.write('a', content)])
    expect(heard.problems).toMatchObject([{ kind: 'not JSON', field: 'message', line: 2 }])
    expect(marketOf(heard).map(({ type }) => type)).toStrictEqual(['QuoteObserved', 'TradePrinted'])
  })

  it('was received before the last good line of its file', async () => {
    const text = [line(5000, good), line(4999, someTrades(aTrade())), line(5000, aDelta(touch, 11))]
    const heard = await hear([folder.write('a', text.join('\n'))])
    expect(heard.problems.map(captureProblemText)).toStrictEqual([
      `${folder.path}/a:2: time runs back: receive time is 1 microseconds before that of line 1`,
    ])
    expect(marketOf(heard)).toHaveLength(2)
  })

  it('was sent before the last good line, where lines have no receive time', async () => {
    const text = `${JSON.stringify(good)}\n${JSON.stringify({ ...good, ts: sentAt - 1 })}\n`
    const heard = await hear([folder.write('a', text)])
    expect(heard.problems).toMatchObject([{ kind: 'time runs back', field: 'ts', line: 2 }])
  })

  it('does not move the clock', async () => {
    const text = [line(0, good), line(9_000_000, '{'), line(1, aDelta(touch, 11))].join('\n')
    expect(marketOf(await hear([folder.write('a', text)]))).toHaveLength(2)
  })

  it('stops the read where bad lines are to stop it', async () => {
    const path = folder.write('a', lines(good, '{', aDelta(touch, 11)))
    const heard = await hear([path], { badLines: 'stop' })
    const failure = failureOf(heard)
    expect(failure).toMatchObject({ type: 'BadLine', problem: { kind: 'not JSON', line: 2 } })
    expect(captureFailureText(failure)).toBe(`${path}:2: not JSON: message cannot be parsed`)
    expect(marketOf(heard)).toHaveLength(1)
  })
})

describe.each([touch, deep])('the book of %s', (topic) => {
  it('needs a snapshot before its first delta', async () => {
    const path = folder.write(
      'a',
      lines(aDelta(topic, 8), aDelta(topic, 9), aSnapshot(topic), aDelta(topic, 11)),
    )
    const heard = await hear([path])
    expect(heard.problems).toMatchObject([{ kind: 'delta before snapshot', line: 1 }])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['before a snapshot', 1]]))
    expect(marketOf(heard)).toHaveLength(2)
  })

  it('is not trusted from a gap in u to the next snapshot', async () => {
    const path = folder.write(
      'a',
      lines(
        aSnapshot(topic),
        aDelta(topic, 12),
        aDelta(topic, 13),
        aDelta(topic, 14),
        aSnapshot(topic, 20),
        aDelta(topic, 21),
      ),
    )
    const heard = await hear([path])
    expect(heard.problems).toMatchObject([{ kind: 'gap', field: 'data.u', line: 2 }])
    expect(heard.problems[0]?.detail).toContain('is 12 where 11 was expected')
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['after a gap', 2]]))
    expect(marketOf(heard)).toHaveLength(3)
  })

  it('is not trusted after u went back', async () => {
    const heard = await hear([folder.write('a', lines(aSnapshot(topic), aDelta(topic, 10)))])
    expect(heard.problems).toMatchObject([{ kind: 'gap', line: 2 }])
    expect(heard.problems[0]?.detail).toContain('u went back')
  })

  it('starts anew at u 1, whatever the message calls itself', async () => {
    const restart = aBook(topic, 'delta', 1, [['50', '1']], [['51', '1']])
    const heard = await hear([folder.write('a', lines(aSnapshot(topic), restart))])
    expect(heard.problems).toStrictEqual([])
    expect(marketOf(heard)[1]).toMatchObject(
      topic === touch ? { bid: 5000, ask: 5100 } : { kind: 'snapshot', bids: [5000, 1000] },
    )
  })

  it.each([
    ['a snapshot', aBook(topic, 'snapshot', 11, [['101', '1']], [['101', '1']])],
    ['a delta', aDelta(topic, 11, [['102', '1']])],
  ])('is not trusted after %s that crosses it', async (_, crossed) => {
    const path = folder.write(
      'a',
      lines(aSnapshot(topic), crossed, aDelta(topic, 12), aSnapshot(topic, 30)),
    )
    const heard = await hear([path])
    expect(heard.problems).toMatchObject([{ kind: 'crossed book', line: 2 }])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['after a gap', 1]]))
    expect(marketOf(heard)).toHaveLength(2)
  })

  it('is not crossed by a bid that takes the place of a deleted ask', async () => {
    const moved = aBook(
      topic,
      'delta',
      11,
      [['101', '1']],
      [
        ['101', '0'],
        ['102', '1'],
      ],
    )
    const heard = await hear([folder.write('a', lines(aSnapshot(topic), moved))])
    expect(heard.problems).toStrictEqual([])
    expect(marketOf(heard)).toHaveLength(2)
  })
})
