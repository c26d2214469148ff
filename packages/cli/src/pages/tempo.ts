import type { Message } from '@shadowtape/core'

import { isDenial } from './denial'

/** How much went on in an interval: trades of the market; fills, orders and no's of our side. */
export type Tempo = {
  readonly trades: number
  readonly fills: number
  readonly placed: number
  readonly canceled: number
  readonly denied: number
}

/** Counts what goes on, line by line. */
export type TempoCount = { -readonly [K in keyof Tempo]: Tempo[K] }

/** Nothing was counted yet. A new value each time. */
export const noTempo = (): TempoCount => ({
  ...{ trades: 0, fills: 0, placed: 0, canceled: 0, denied: 0 },
})

/** Counts a line. */
export const tempoCounted = (tempo: TempoCount, message: Message): void => {
  const { type } = message
  if (type === 'TradePrinted') tempo.trades += 1
  else if (type === 'OrderFilled') tempo.fills += 1
  else if (type === 'OrderPlaced') tempo.placed += 1
  else if (type === 'OrderCanceled') tempo.canceled += 1
  else if (isDenial(message)) tempo.denied += 1
}

/** The counts of two intervals that are made one. */
export const tempoMerged = (a: Tempo | null, b: Tempo | null): Tempo | null => {
  if (a === null || b === null) return a ?? b
  return {
    trades: a.trades + b.trades,
    fills: a.fills + b.fills,
    placed: a.placed + b.placed,
    canceled: a.canceled + b.canceled,
    denied: a.denied + b.denied,
  }
}
