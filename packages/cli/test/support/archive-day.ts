import { gzipSync } from 'node:zlib'

import { aZip } from '../../../adapters/test/captures/capture-builder'

/** How many steps a made-up day has, half a second each. */
export const daySteps = 120

const dayMs = 86_400_000
const start = 1_723_075_200_000

/** Market data of one made-up day as they are published, by kind; `day` counts from 0. */
export const archiveDay = (day = 0) => {
  const steps = Array.from({ length: daySteps }, (_, step) => stepOf(day, step))
  const levels = [
    'exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount',
    ...steps.flatMap(({ ms, isFirst, bids, asks }) => [
      ...bids.map((level) => `bybit,BTCUSDT,${ms}000,${ms}450,${isFirst},bid,${level.join(',')}`),
      ...asks.map((level) => `bybit,BTCUSDT,${ms}000,${ms}450,${isFirst},ask,${level.join(',')}`),
    ]),
  ]
  const tardisTrades = [
    'exchange,symbol,timestamp,local_timestamp,id,side,price,amount',
    ...steps.map(
      ({ ms, step, side, price }) =>
        `bybit,BTCUSDT,${ms}000,${ms}460,t-${step},${side.toLowerCase()},${price},0.25`,
    ),
  ]
  const trading = [
    'timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional',
    ...steps.map(
      ({ ms, step, side, price }) =>
        `${Math.floor(ms / 1000)}.${ms % 1000 === 0 ? '0001' : '5001'},BTCUSDT,${side},2.5e-01,` +
        `${price},ZeroPlusTick,t-${step},1,0.250,1`,
    ),
  ]
  const messages = steps.map(({ ms, step, isFirst, bids, asks }) => ({
    topic: 'orderbook.500.BTCUSDT',
    type: isFirst ? 'snapshot' : 'delta',
    ts: ms,
    data: { s: 'BTCUSDT', b: bids, a: asks, u: step + 1, seq: 100 + step },
    cts: ms - 1,
  }))
  return {
    bookCsv: gzipSync(text(levels)),
    tradesCsv: gzipSync(text(tardisTrades)),
    bybitTrades: gzipSync(text(trading)),
    /** The same trades from the last to the first. */
    bybitTradesReversed: text([trading[0] ?? '', ...trading.slice(1).reverse()]),
    bookZip: aZip(
      'day.data',
      Buffer.from(text(messages.map((each) => JSON.stringify(each)))),
      'deflated',
    ),
  }
}

const text = (lines: ReadonlyArray<string>): string => lines.map((line) => `${line}\n`).join('')

/** A touch that goes up for some steps and down for as many; what it leaves is deleted. */
const stepOf = (day: number, step: number) => {
  const isFirst = step === 0
  const tick = touchAt(step)
  const before = touchAt(step - 1)
  const gone = isFirst || tick === before ? [] : [tick > before ? before + 1 : before]
  const bid: ReadonlyArray<readonly [string, string]> = [[priceOf(tick), '1.5']]
  const ask: ReadonlyArray<readonly [string, string]> = [[priceOf(tick + 1), '2']]
  return {
    step,
    isFirst,
    ms: start + day * dayMs + step * 500,
    bids: [...(tick < before ? gone.map(deleted) : []), ...bid],
    asks: [...(tick > before ? gone.map(deleted) : []), ...ask],
    side: step % 2 === 0 ? 'Sell' : 'Buy',
    price: priceOf(step % 2 === 0 ? tick : tick + 1),
  }
}

const touchAt = (step: number): number => 600_000 + Math.abs(((Math.max(step, 0) + 20) % 40) - 20)

const priceOf = (ticks: number): string => `${Math.floor(ticks / 10)}.${ticks % 10}0`

const deleted = (tick: number): readonly [string, string] => [priceOf(tick), '0']
