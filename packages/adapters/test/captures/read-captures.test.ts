import type { Instrument } from '@shadowtape/core'
import { commonInstruments, readCaptures } from '@shadowtape/adapters'

import {
  aBook,
  aTicker,
  aTrade,
  firstAt,
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
const snapshot = aBook(touch, 'snapshot', 1, [['61800.20', '2.507']], [['61800.30', '2.51']])

describe('readCaptures', () => {
  it('lists a symbol before its first input', async () => {
    const heard = await hear([folder.write('a', lines(snapshot))])
    expect(heard.inputs[0]).toStrictEqual({
      type: 'InstrumentListed',
      ...(commonInstruments.get('BTCUSDT') as Instrument),
    })
    expect(heard.inputs.map(({ type }) => type)).toStrictEqual([
      'InstrumentListed',
      'QuoteObserved',
    ])
  })

  it('takes engine time from the receive time, cut to microseconds', async () => {
    const heard = await hear([folder.write('a', `1723161255088169999 ${JSON.stringify(snapshot)}`)])
    expect(heard.times).toStrictEqual([1_723_161_255_088_169, 1_723_161_255_088_169])
  })

  it('takes engine time from ts where lines have no receive time', async () => {
    const heard = await hear([folder.write('a', `${JSON.stringify(snapshot)}\r\n`)])
    expect(heard.times).toStrictEqual([sentAt * 1000, sentAt * 1000])
  })

  it('makes a touch of every orderbook.1 message, whole after deltas', async () => {
    const heard = await hear([
      folder.write(
        'a',
        lines(
          snapshot,
          aBook(touch, 'delta', 2, [], [['61800.30', '1']]),
          aBook(
            touch,
            'delta',
            3,
            [
              ['61800.20', '0'],
              ['61800.10', '7'],
            ],
            [],
          ),
          aBook(touch, 'delta', 4, [], [['61800.30', '0']]),
        ),
      ),
    ])
    const quote = { type: 'QuoteObserved', symbol: 'BTCUSDT', venueAt: (sentAt - 2) * 1000 }
    expect(marketOf(heard)).toStrictEqual([
      { ...quote, bid: 6180020, bidQty: 2507, ask: 6180030, askQty: 2510, crossSeq: 1001 },
      { ...quote, bid: 6180020, bidQty: 2507, ask: 6180030, askQty: 1000, crossSeq: 1002 },
      { ...quote, bid: 6180010, bidQty: 7000, ask: 6180030, askQty: 1000, crossSeq: 1003 },
      { ...quote, bid: 6180010, bidQty: 7000, ask: null, askQty: null, crossSeq: 1004 },
    ])
  })

  it('says nothing when orderbook.1 sends the same snapshot again', async () => {
    const again = await hear([folder.write('a', lines(snapshot, snapshot, snapshot))])
    expect(marketOf(again)).toHaveLength(1)
    expect(summaryOf(again).messages.get('orderbook.1')).toBe(3)
  })

  it('passes deeper books on with their levels in the order of the message', async () => {
    const heard = await hear([
      folder.write(
        'a',
        lines(
          aBook(
            deep,
            'snapshot',
            7,
            [
              ['10.5', '1'],
              ['10.4', '2'],
            ],
            [['10.6', '3']],
          ),
          aBook(
            deep,
            'delta',
            8,
            [['10.4', '0']],
            [
              ['10.7', '0.001'],
              ['10.6', '4'],
            ],
          ),
        ),
      ),
    ])
    const book = { type: 'BookUpdated', symbol: 'BTCUSDT', depth: 50, venueAt: (sentAt - 2) * 1000 }
    expect(marketOf(heard)).toStrictEqual([
      {
        ...book,
        kind: 'snapshot',
        bids: [1050, 1000, 1040, 2000],
        asks: [1060, 3000],
        updateId: 7,
        crossSeq: 1007,
      },
      {
        ...book,
        kind: 'delta',
        bids: [1040, 0],
        asks: [1070, 1, 1060, 4000],
        updateId: 8,
        crossSeq: 1008,
      },
    ])
  })

  it('uses ts where a book message has no cts', async () => {
    const { cts, ...bare } = snapshot
    expect(cts).toBe(sentAt - 2)
    const heard = await hear([folder.write('a', lines(bare))])
    expect(marketOf(heard)).toMatchObject([{ venueAt: sentAt * 1000 }])
  })

  it('prints every trade of a message in order, without block trades', async () => {
    const heard = await hear([
      folder.write(
        'a',
        lines(
          someTrades(
            aTrade({ i: 'a', seq: 5, L: 'PlusTick', RPI: false }),
            aTrade({ i: 'b', BT: true }),
            aTrade({ i: 'c', S: 'Sell', p: '61800.2', T: sentAt + 1 }),
          ),
        ),
      ),
    ])
    const trade = { type: 'TradePrinted', symbol: 'BTCUSDT', qty: 6 }
    expect(marketOf(heard)).toStrictEqual([
      { ...trade, side: 'Buy', price: 6180030, tradeId: 'a', venueAt: sentAt * 1000 },
      { ...trade, side: 'Sell', price: 6180020, tradeId: 'c', venueAt: (sentAt + 1) * 1000 },
    ])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['block trade', 1]]))
  })

  it('leaves control frames out and counts them', async () => {
    const acknowledged = { success: true, ret_msg: '', conn_id: 'x', op: 'subscribe' }
    const heard = await hear([
      folder.write('a', lines({ op: 'subscribe', args: [] }, acknowledged, snapshot)),
    ])
    expect(heard.problems).toStrictEqual([])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['control frame', 2]]))
  })

  it('reads only the symbols asked for', async () => {
    const other = aBook('orderbook.1.ETHUSDT', 'snapshot', 1, [['3000', '1']], [])
    const path = folder.write('a', lines(other, snapshot, other))
    const heard = await hear([path], { symbols: new Set(['BTCUSDT']) })
    expect(summaryOf(heard).symbols).toStrictEqual(['BTCUSDT'])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['another symbol', 2]]))
  })

  it('uses the first depth it sees of a symbol, and orderbook.1 beside it', async () => {
    const heard = await hear([
      folder.write(
        'a',
        lines(
          aBook(deep, 'snapshot', 1, [['10', '1']], []),
          aBook('orderbook.200.BTCUSDT', 'snapshot', 1, [['10', '1']], []),
          aBook('orderbook.200.BTCUSDT', 'delta', 9, [['10', '1']], []),
          snapshot,
        ),
      ),
    ])
    expect(marketOf(heard).map(({ type }) => type)).toStrictEqual(['BookUpdated', 'QuoteObserved'])
    expect(summaryOf(heard).ignored).toStrictEqual(new Map([['another depth', 2]]))
  })

  it('sums up what it read', async () => {
    const text = lines(snapshot, someTrades(aTrade()), aTicker('snapshot', { lastPrice: '5' }), '?')
    const heard = await hear([folder.write('a', `\n${text}\n  \n`)])
    expect(summaryOf(heard)).toStrictEqual({
      files: 1,
      lines: 4,
      messages: new Map([
        ['orderbook.1', 1],
        ['publicTrade', 1],
        ['tickers', 1],
      ]),
      inputs: 4,
      ignored: new Map(),
      problems: new Map([['not JSON', 1]]),
      firstAt,
      lastAt: firstAt + 2000,
      symbols: ['BTCUSDT'],
    })
  })

  it('merges files by engine time, the file named first going first', async () => {
    const trade = (us: number, i: string) => `${line(us, someTrades(aTrade({ i })))}\n`
    const one = folder.write('1', trade(10, 'a') + trade(30, 'd'))
    const two = folder.write('2', trade(5, 'z') + trade(10, 'b') + trade(40, 'e'))
    const three = folder.write('3', trade(10, 'c'))
    const heard = await hear([one, two, three])
    expect(marketOf(heard).map((input) => 'tradeId' in input && input.tradeId)).toStrictEqual([
      'z',
      'a',
      'b',
      'c',
      'd',
      'e',
    ])
    expect(heard.times).toStrictEqual([5, 5, 10, 10, 10, 30, 40].map((us) => firstAt + us))
  })

  it('reads a message the same wherever the bytes of its line are split', async () => {
    const filler = `${' '.repeat(200_000)}\n`
    const messages = Array.from({ length: 8 }, (_, i) => someTrades(aTrade({ i: `t${i}` })))
    const text = messages.map((message, i) => filler + line(i, message)).join('\n')
    const heard = await hear([folder.write('a', text)])
    expect(marketOf(heard).map((input) => 'tradeId' in input && input.tradeId)).toStrictEqual(
      messages.map((_, i) => `t${i}`),
    )
  })

  it('reads a message the same in whatever way its JSON is spaced', async () => {
    const text = lines(
      snapshot,
      aBook(touch, 'delta', 2, [['61800.10', '0.5']], []),
      someTrades(aTrade({ L: 'PlusTick' })),
    )
    const spaced = text.replaceAll('","', '" , "').replaceAll(':{', ': {')
    const heard = await hear([folder.write('a', spaced)])
    expect(heard.inputs).toStrictEqual((await hear([folder.write('a', text)])).inputs)
    expect(marketOf(heard)).toHaveLength(3)
  })

  it('tells how much of the files it has read', async () => {
    const path = folder.write('a', lines(snapshot))
    const told: Array<readonly [number, number]> = []
    await readCaptures(
      [path],
      { symbols: null, instruments: new Map(), badLines: 'stop' },
      {
        input: () => undefined,
        problem: () => undefined,
        warning: () => undefined,
        progress: (read, total) => told.push([read, total]),
      },
    )
    const size = lines(snapshot).length
    expect(told).toStrictEqual([[size, size]])
  })

  it('lets through what the receiver of inputs throws', async () => {
    const path = folder.write('a', lines(snapshot))
    const reading = readCaptures(
      [path],
      { symbols: null, instruments: new Map(), badLines: 'stop' },
      {
        input: () => {
          throw new Error('no room left')
        },
        problem: () => undefined,
        warning: () => undefined,
      },
    )
    await expect(reading).rejects.toThrow('no room left')
  })
})
