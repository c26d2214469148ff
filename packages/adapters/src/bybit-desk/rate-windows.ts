import type { Category } from '@shadowtape/core'

import { limitHeaders } from '../bybit-api/wire-request'

/** What of a second's budget is granted, and the headers that tell of it. */
export type Granted = {
  readonly units: number
  readonly headers: Readonly<Record<string, string>>
}

/** Rolling windows of one second by endpoint and category. */
export type RateWindows = {
  /** Asks for units; fewer are granted where the budget of the last second is used up. */
  readonly spend: (
    endpoint: string,
    category: Category,
    perSecond: number,
    units: number,
    nowMs: number,
  ) => Granted
}

/** Windows in which nothing was spent. */
export const newRateWindows = (): RateWindows => {
  const windows = new Map<string, Array<number>>()
  return {
    spend: (endpoint, category, perSecond, units, nowMs) => {
      const name = `${endpoint} ${category}`
      const spent = (windows.get(name) ?? []).filter((at) => at > nowMs - 1_000)
      const granted = Math.min(units, perSecond - spent.length)
      for (let unit = 0; unit < granted; unit++) spent.push(nowMs)
      windows.set(name, spent)
      const first = spent[0] ?? nowMs
      return {
        units: granted,
        headers: {
          [limitHeaders.limit]: String(perSecond),
          [limitHeaders.remaining]: String(perSecond - spent.length),
          [limitHeaders.resetAt]: String(granted < units ? first + 1_000 : nowMs),
        },
      }
    },
  }
}
