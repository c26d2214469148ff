import type { AccountName, AccountTerms, Message, Told, Values } from '../../src'
import { aSession, accountsText, anInstrument, example, mainAccount, plainAccount } from '../../src'

/** A session's words: fill models, `spot`, `band`, latencies, fees, accounts and their balances. */
export const openedBy = (words: string): ReadonlyArray<Told> => {
  const has = (word: string): boolean => words.split(/[ ,]+/).includes(word)
  const model = /\b(power-2|power-3|power|log-2|log)\b(?: ([\d.]+))?/.exec(words)
  const latency = (way: string): string => {
    const ms = new RegExp(`${way} (\\d+)ms`).exec(words)?.[1]
    return ms === undefined ? '0' : `constant ${ms}000`
  }
  return [
    aSession({
      fillModel: has('touch') ? 'touch' : has('scheduled') ? 'scheduled' : 'queue',
      queueModel: model?.[1] ?? 'risk-averse',
      queuePower: model?.[2] ?? '1',
      feedLatency: latency('feed'),
      entryLatency: latency('entry'),
      responseLatency: latency('response'),
      makerFeeRate: /\bmaker (-?[\d.]+)/.exec(words)?.[1] ?? '0',
      takerFeeRate: /\btaker ([\d.]+)/.exec(words)?.[1] ?? '0',
      accounts: accountsText(accountsIn(words)),
    }),
    anInstrument({
      category: has('spot') ? 'spot' : 'linear',
      ...{ priceScale: 1, qtyScale: 0, tickSize: '0.5', lotSize: '1' },
      ...{ minQty: '1', maxQty: '100', maxMarketQty: '50', minNotionalUsd: '5' },
      priceLimitX: has('band') ? '0.02' : null,
      priceLimitY: has('band') ? '0.04' : null,
    }),
  ]
}

/** `main 100 USDT 2 BTC, hedge, leverage 5`: what each account has, and the leverage of all. */
const accountsIn = (words: string): ReadonlyArray<AccountTerms> => {
  const named = [...words.matchAll(/\b(main|hedge)((?: [\d.]+ [A-Z]+)*)/g)]
  const leverage = Number(/\bleverage (\d+)/.exec(words)?.[1] ?? 10)
  const terms = named.map(([, name, has = '']) => {
    const account = { ...plainAccount(name as AccountName), leverage }
    const coins = [...has.matchAll(/([\d.]+) ([A-Z]+)/g)]
    const balances = coins.map(([, qty, coin]) => [coin, Number(qty) * 100_000_000] as const)
    return coins.length === 0 ? account : { ...account, balances: Object.fromEntries(balances) }
  })
  return terms.length === 0 ? [plainAccount(mainAccount)] : terms
}

/** What the words of a story are told about: the orders by their letters, and the time. */
export type Telling = {
  readonly ids: Map<string, string>
  readonly letters: Map<string, string>
  at: number
  updates: number
}

const scales = { priceScale: 1, qtyScale: 0 } as never
const symbol = 'BTCUSDT'
const message = <T extends Message['type']>(type: T, values: object): Message =>
  example(type, { symbol, ...values } as Values<T>, scales)

const levels = (text: string): ReadonlyArray<readonly [string, string]> =>
  text
    .split(' ')
    .filter(Boolean)
    .map((level) => {
      const [qty = '', price = ''] = level.split('@')
      return [price, qty]
    })

const book = (telling: Telling, kind: string, depth: number, bids: string, asks: string) => {
  telling.updates += 1
  const { updates: updateId, at: venueAt } = telling
  const sides = { bids: levels(bids), asks: levels(asks) }
  return message('BookUpdated', { kind, depth, ...sides, updateId, crossSeq: updateId, venueAt })
}

const kinds: Readonly<Record<string, string>> = {
  last: 'LastPrice',
  mark: 'MarkPrice',
  index: 'IndexPrice',
}

const order = (words: string): Message => {
  const [, side, qty, price] = /^(buy|sell) (\d+)(?:@([\d.]+)| market)/.exec(words) ?? []
  const stop = /on (last|mark|index) (rise|fall) ([\d.]+)/.exec(words)
  const isMarket = price === undefined
  const inForce = /\b(IOC|FOK|PostOnly)\b/.exec(words)?.[1] ?? 'GTC'
  return message('PlaceOrder', {
    account: / for (\w+)/.exec(words)?.[1] ?? mainAccount,
    side: side === 'buy' ? 'Buy' : 'Sell',
    qty,
    orderType: isMarket ? 'Market' : 'Limit',
    price: price ?? null,
    timeInForce: isMarket ? 'IOC' : inForce,
    reduceOnly: words.includes('reduce-only'),
    smpType: /\bCancel(Maker|Taker|Both)\b/.exec(words)?.[0] ?? 'None',
    triggerBy: stop === null ? null : kinds[stop[1] ?? ''],
    triggerDirection: stop === null ? null : stop[2] === 'rise' ? 'Rise' : 'Fall',
    triggerPrice: stop?.[3] ?? null,
    orderLinkId: /\blink (\w+)/.exec(words)?.[1] ?? null,
  })
}

const trade = (telling: Telling, side: string, text: string): Message => {
  telling.updates += 1
  const [[price, qty] = []] = levels(text)
  const tradeId = `t-${String(telling.updates)}`
  return message('TradePrinted', { side, price, qty, tradeId, venueAt: telling.at })
}

const touch = (text: string): Message => {
  const [bids = '', asks = ''] = text.split('/')
  const [[bid, bidQty] = [null, null]] = levels(bids)
  const [[ask, askQty] = [null, null]] = levels(asks)
  return message('QuoteObserved', { bid, bidQty, ask, askQty, venueAt: null, crossSeq: null })
}

const amendment = (telling: Telling, words: string): Message => {
  const [, letter = '', qty, price] = /^amend (\w+) (\d+)?(?:@([\d.]+))?$/.exec(words) ?? []
  const orderId = telling.ids.get(letter) ?? 'o-999'
  return message('AmendOrder', { orderId, qty: qty ?? null, price: price ?? null })
}

/** `take 103`, `lose 99 by mark`, both, or `none`. */
const tradingStop = (words: string): Message => {
  const price = (verb: string) =>
    new RegExp(`\\b${verb} ([\\d.]+)(?: by (last|mark|index))?`).exec(words)
  const [profit, loss] = [price('take'), price('lose')]
  return message('SetTradingStop', {
    takeProfit: profit?.[1] ?? null,
    stopLoss: loss?.[1] ?? null,
    tpTriggerBy: kinds[profit?.[2] ?? 'last'],
    slTriggerBy: kinds[loss?.[2] ?? 'last'],
  })
}

/** One step of a story as a message, or as time that passes, in microseconds. */
export const stepOf = (telling: Telling, words: string): Message | number => {
  const [verb = '', rest = ''] = /^(\S+) ?(.*)$/.exec(words)?.slice(1) ?? []
  const [bids = '', asks = ''] = rest.split('/')
  switch (verb) {
    case 'balances':
      return 0
    case 'wait':
      return Number(/^(\d+)ms$/.exec(rest)?.[1]) * 1_000
    case 'book':
      return book(telling, 'snapshot', 50, bids, asks)
    case 'shallow':
      return book(telling, 'snapshot', levels(bids).length, bids, asks)
    case 'bid':
      return book(telling, 'delta', 50, rest, '')
    case 'ask':
      return book(telling, 'delta', 50, '', rest)
    case 'touch':
      return touch(rest)
    case 'sold':
      return trade(telling, 'Sell', rest)
    case 'bought':
      return trade(telling, 'Buy', rest)
    case 'last':
    case 'mark':
    case 'index':
      return message('TickerUpdated', {
        ...{ last: null, mark: null, index: null, venueAt: telling.at },
        [verb]: rest,
      })
    case 'cancel': {
      const orderId = telling.ids.get(rest) ?? 'o-999'
      return message('CancelOrder', { orderId, reason: 'STRATEGY' })
    }
    case 'stop':
      return tradingStop(rest)
    case 'freeze':
      return example('FreezeTrading', { symbol: null, actor: 'ana', note: 'lunch' })
    case 'amend':
      return amendment(telling, words)
    default:
      if (!/^\w+:$/.test(verb)) throw new Error(`no such words: ${words}`)
      return order(rest)
  }
}
