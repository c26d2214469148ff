import { grouped, quantity } from '../reports/quantity-text'
import type { LiveNow } from './live-run'

/** One line of how a live session stands; `rate` is the messages of the last second. */
export const liveLine = ({ counts, seconds, session }: LiveNow, rate: number): string => {
  const { orders, totals, risk, seq } = session.state
  return [
    counts.open === 0 ? 'not connected' : `${grouped(rate)} messages/s`,
    `lag ${counts.lagMs === null ? 'unknown' : `${String(counts.lagMs)} ms`}`,
    quantity(counts.gaps, 'gap'),
    `${grouped(orders.openCount)} open`,
    quantity(totals.fills, 'fill'),
    risk.isFrozen ? 'FROZEN' : 'trading',
    quantity(seq, 'line'),
    `${grouped(Math.floor(seconds))} s`,
  ].join(' · ')
}
