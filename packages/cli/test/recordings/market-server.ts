import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'

/** One socket of a recorder, and every market message that was written to it, in order. */
export type Listener = { readonly socket: WebSocket; readonly sent: Array<string> }

/** A small market on loopback: its books and trades move for as long as somebody listens. */
export type MarketServer = {
  readonly url: string
  readonly listeners: ReadonlyArray<Listener>
  /** Loses one message of the book, or sends it twice, or counts anew. */
  misbehave: 'lose' | 'repeat' | 'restart' | null
  /** Topics that are refused. */
  refused: RegExp | null
  hasInstruments: boolean
  readonly sentCount: () => number
  readonly stop: () => Promise<void>
}

const instrument = (symbol: string) => ({
  symbol,
  contractType: 'LinearPerpetual',
  status: 'Trading',
  baseCoin: symbol.replace('USDT', ''),
  quoteCoin: 'USDT',
  priceScale: '2',
  priceFilter: { minPrice: '0.10', maxPrice: '1999999.80', tickSize: '0.10' },
  lotSizeFilter: {
    maxOrderQty: '1190.000',
    minOrderQty: '0.001',
    qtyStep: '0.001',
    minNotionalValue: '5',
  },
})

/** Starts a market that sends a message a millisecond or so to each who subscribed. */
export const marketServer = async (): Promise<MarketServer> => {
  const http = createServer((request, response) => {
    const symbol = new URL(request.url ?? '/', 'http://x').searchParams.get('symbol') ?? ''
    response.statusCode = server.hasInstruments ? 200 : 404
    const result = { category: 'linear', list: [instrument(symbol)], nextPageCursor: '' }
    response.end(JSON.stringify({ retCode: 0, retMsg: 'OK', result }))
  })
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  const listeners: Array<Listener> = []
  const timers = new Set<NodeJS.Timeout>()
  sockets.on('connection', (socket) => {
    const listener: Listener = { socket, sent: [] }
    listeners.push(listener)
    const topics = new Map<string, number>()
    const timer = setInterval(() => {
      for (const topic of topics.keys()) tick(server, listener, topics, topic)
    }, 2)
    timers.add(timer)
    socket.on('message', (data: Buffer) => {
      hear(server, listener, topics, JSON.parse(data.toString()) as Request)
    })
    socket.on('close', () => {
      clearInterval(timer)
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const server: MarketServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    listeners,
    misbehave: null,
    refused: null,
    hasInstruments: true,
    sentCount: () => listeners.reduce((sum, { sent }) => sum + sent.length, 0),
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      for (const { socket } of listeners) socket.terminate()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return server
}

type Request = { readonly op: string; readonly req_id?: string; readonly args?: Array<string> }

const hear = (
  server: MarketServer,
  listener: Listener,
  topics: Map<string, number>,
  { op, req_id, args = [] }: Request,
): void => {
  const answer = (success: boolean, ret_msg: string): void => {
    listener.socket.send(JSON.stringify({ success, ret_msg, conn_id: 'c', req_id, op }))
  }
  const bad = args.find((topic) => server.refused?.test(topic))
  if (op === 'ping') return answer(true, 'pong')
  if (bad !== undefined) return answer(false, `error:handler not found,topic:${bad}`)
  answer(true, '')
  for (const topic of args) {
    if (op === 'unsubscribe') topics.delete(topic)
    else {
      topics.set(topic, 1_000)
      if (!topic.startsWith('publicTrade')) send(listener, messageOf(topic, 'snapshot', 1_000))
    }
  }
}

const tick = (
  server: MarketServer,
  listener: Listener,
  topics: Map<string, number>,
  topic: string,
): void => {
  const u = (topics.get(topic) ?? 0) + 1
  topics.set(topic, u)
  if (!topic.startsWith('orderbook.50')) return send(listener, messageOf(topic, 'delta', u))
  const deed = server.misbehave
  server.misbehave = null
  if (deed === 'lose') return
  if (deed === 'restart') {
    topics.set(topic, 1)
    return send(listener, bookOf(topic, 'snapshot', 1))
  }
  send(listener, bookOf(topic, 'delta', u))
  if (deed === 'repeat') send(listener, bookOf(topic, 'delta', u))
}

const send = ({ socket, sent }: Listener, message: unknown): void => {
  if (socket.readyState !== socket.OPEN) return
  const text = JSON.stringify(message)
  sent.push(text)
  socket.send(text)
}

const symbolOf = (topic: string): string => topic.split('.').at(-1) ?? ''

const messageOf = (topic: string, type: 'snapshot' | 'delta', u: number): unknown => {
  if (topic.startsWith('publicTrade')) return tradeOf(topic, u)
  if (topic.startsWith('tickers')) return tickerOf(topic, type, u)
  return bookOf(topic, topic.startsWith('orderbook.1.') ? 'snapshot' : type, u)
}

const tickerOf = (topic: string, type: 'snapshot' | 'delta', u: number) => ({
  topic,
  type,
  data: { symbol: symbolOf(topic), lastPrice: '30000.10', markPrice: `30000.${10 + (u % 80)}` },
  cs: u,
  ts: Date.now(),
})

const bookOf = (topic: string, type: 'snapshot' | 'delta', u: number) => ({
  topic,
  type,
  ts: Date.now(),
  data: {
    s: symbolOf(topic),
    b: [['30000.00', `1.${String(u % 900).padStart(3, '0')}`]],
    a: [['30000.10', '2.000']],
    u,
    seq: u,
  },
  cts: Date.now(),
})

const tradeOf = (topic: string, u: number) => ({
  topic,
  type: 'snapshot',
  ts: Date.now(),
  data: [
    {
      T: Date.now(),
      s: symbolOf(topic),
      S: u % 2 === 0 ? 'Buy' : 'Sell',
      v: '0.001',
      p: u % 2 === 0 ? '30000.10' : '30000.00',
      i: `trade-${u}`,
      BT: false,
    },
  ],
})
