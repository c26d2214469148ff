import type { ClientOptions } from '../../src/bybit-rest/client-options'
import type { FillStream } from '../../src/exchange/exchange-client'
import { enveloped } from './small-desk'
import { madeClient } from './made-client'
import { startedAt } from './virtual-clock'

const row = (execId: string, more: object = {}) => ({
  ...{ category: 'linear', symbol: 'BTCUSDT', execId, orderId: 'o-1', orderLinkId: 'c-1' },
  ...{ side: 'Buy', execPrice: '60000', execQty: '0.01', execFee: '0.12', feeCurrency: '' },
  ...{ execType: 'Trade', isMaker: true, execTime: String(startedAt + 5), ...more },
})

/** What is told until the stream ends, by id or by the fault's type. */
const heardOf = async (stream: FillStream) => {
  const heard: Array<string> = []
  for await (const told of stream)
    heard.push(told._tag === 'Right' ? told.right.executionId : told.left.type)
  return heard
}

describe('fills that are heard of', () => {
  const told = async (rows: ReadonlyArray<object>, categories?: ReadonlyArray<'linear'>) => {
    const { client, desk } = madeClient()
    const heard = heardOf(client.fills(categories))
    for (const one of rows)
      desk.tell({
        ...{ topic: 'execution', creationTime: startedAt },
        data: [one as Readonly<Record<string, unknown>>],
      })
    desk.tell({ topic: 'order', creationTime: startedAt, data: [{ category: 'linear' }] })
    client.close()
    return heard
  }

  test('are told in the order they came, each once', async () => {
    expect(await told([row('e-1'), row('e-2'), row('e-1'), row('e-3')])).toStrictEqual([
      ...['e-1', 'e-2', 'e-3'],
    ])
  })

  test('are trades: funding is none, whatever size it tells of', async () => {
    const funding = { execType: 'Funding', orderLinkId: '', execQty: '5' }
    expect(
      await told([row('f-1', funding), row('e-1'), row('x', { execType: 'New' })]),
    ).toStrictEqual(['e-1'])
    expect(
      await told([row('a', { execType: 'AdlTrade' }), row('b', { execType: 'BustTrade' })]),
    ).toStrictEqual(['a', 'b'])
  })

  test('are of the categories that were asked for', async () => {
    expect(await told([row('s', { category: 'spot' }), row('e-1')], ['linear'])).toStrictEqual([
      'e-1',
    ])
  })

  test('that are garbled are told of, and do not end the stream', async () => {
    expect(await told([row('e-1', { execPrice: '6e4' }), { x: 1 }, row('e-2')])).toStrictEqual([
      ...['Garbled', 'Garbled', 'e-2'],
    ])
  })

  test('wait for a reader that is slow', async () => {
    const { client, desk } = madeClient()
    const stream = client.fills()
    for (const id of ['e-1', 'e-2'])
      desk.tell({ topic: 'execution', creationTime: startedAt, data: [row(id)] })
    client.close()
    expect(await heardOf(stream)).toStrictEqual(['e-1', 'e-2'])
  })

  test('are heard of from a stream that is plugged in', async () => {
    let isHeard = false
    const privateMessages: ClientOptions['privateMessages'] = (listener) => {
      isHeard = true
      listener({ topic: 'execution', creationTime: startedAt, data: [row('e-1')] })
      return () => (isHeard = false)
    }
    const { client } = madeClient({ privateMessages })
    const stream = client.fills()
    expect(isHeard).toBe(true)
    for await (const one of stream) {
      expect(one).toMatchObject({ right: { executionId: 'e-1', feeCoin: null, fee: '0.12' } })
      break
    }
    expect(isHeard).toBe(false)
  })

  test('of a closed client end at once', async () => {
    const { client } = madeClient()
    client.close()
    expect(await heardOf(client.fills())).toStrictEqual([])
  })
})

describe('executions that are asked for', () => {
  test('are trades in our words', async () => {
    const { client, desk } = madeClient()
    const list = [row('e-1'), row('f-1', { execType: 'Funding' })]
    desk.disturb('/v5/execution/list', { instead: enveloped(0, { list, nextPageCursor: '' }) })
    expect(await client.executions({ category: 'linear', fromMs: 5, untilMs: 9 })()).toStrictEqual({
      _tag: 'Right',
      right: [
        {
          ...{ category: 'linear', symbol: 'BTCUSDT', executionId: 'e-1', orderId: 'o-1' },
          ...{ clientOrderId: 'c-1', side: 'Buy', price: '60000', qty: '0.01', fee: '0.12' },
          ...{ feeCoin: null, liquidity: 'Maker', kind: 'Trade', atMs: startedAt + 5 },
        },
      ],
    })
    expect(desk.requests[0]?.query).toBe('category=linear&startTime=5&endTime=9&limit=100')
  })
})
