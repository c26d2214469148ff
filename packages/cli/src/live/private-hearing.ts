import type { PrivateEvent, PrivateReport } from '@shadowtape/adapters'
import type { Input, Live, ReportSource, TimestampUs } from '@shadowtape/core'
import { walletKey } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import type { BybitTradingPlan } from './bybit-trading-plan'
import type { LinkIds } from './link-ids'
import type { LiveSession } from './live-session'
import type { OrderDesk } from './order-desk'
import { instrumentsOf, reportedInputs } from './reported-inputs'
import type { TradingPause } from './trading-pause'

/** What a live session makes of what its private stream tells. */
export type PrivateHearing = {
  readonly hear: (event: PrivateEvent) => void
  /** Takes a report that was asked for, or streamed. */
  readonly report: (report: PrivateReport, source: ReportSource, heardAt: TimestampUs) => void
  /** Whether the stream is open, and nothing is missing. */
  readonly isHeard: () => boolean
  /** How often it caught up, with the venue's own word that nothing is missing. */
  readonly caughtUp: () => number
  /** Why the venue did not let it in, if it did not. */
  readonly refused: () => string | null
}

/**
 * Hears a private stream for a session. While it is lost trading is frozen; when it has caught up,
 * orders of ours that the venue no longer has are asked for, and then trading goes on.
 */
export const newPrivateHearing = (
  session: LiveSession,
  names: LinkIds,
  desk: Pick<OrderDesk, 'ask'>,
  pause: TradingPause,
  { clean, warn }: Pick<BybitTradingPlan, 'clean' | 'warn'>,
): PrivateHearing => {
  let caughtUp = 0
  let isHeard = false
  let refused: string | null = null
  const { state } = session
  const report: PrivateHearing['report'] = (said, source, heardAt) => {
    const inputs = reportedInputs(said, source, {
      instrumentOf: instrumentsOf(state.instruments),
      orderOf: names.orderOf,
      clean,
      heardAt,
    })
    if (isLeft(inputs)) warn(`a report cannot be used: ${clean(inputs.left)}`)
    else for (const input of inputs.right) if (isNews(state.live, input)) session.say(input)
  }
  return {
    report,
    caughtUp: () => caughtUp,
    isHeard: () => isHeard,
    refused: () => refused,
    hear: (event) => {
      switch (event.type) {
        case 'Order':
        case 'Execution':
        case 'Position':
        case 'Wallet':
          return report(
            event,
            event.source === 'stream' ? 'STREAM' : 'QUERY',
            Number(event.receivedNs.slice(0, -3)) as TimestampUs,
          )
        case 'Connection':
          if (event.state.type === 'Lost') isHeard = false
          if (event.state.type !== 'Lost' || caughtUp === 0) return
          return pause.lost(
            'private stream',
            `the private stream was lost: ${clean(event.state.reason)}`,
          )
        case 'CaughtUp':
          caughtUp += 1
          isHeard = true
          void settled(session, desk, event).then(() => {
            pause.back('private stream')
          })
          return
        case 'AuthRefused':
          refused = `the private stream refused the key: ${clean(event.says)}`
          return warn(refused)
        case 'Refused':
        case 'Undecodable':
        case 'BackfillFailed':
          return warn(`private stream: ${clean(event.says)}`)
        case 'SignedIn':
        case 'Unanswered':
        case 'Duplicate':
          return
      }
    },
  }
}

/** What a position or a coin is said to be again, as it was, is no news. */
const isNews = (live: Live | null, input: Input): boolean => {
  if (input.type === 'WalletReported')
    return live?.wallet[walletKey(input.coin)]?.said !== input.walletBalance
  if (input.type !== 'PositionReported') return true
  const qty = input.side === 'Sell' ? 0 - input.qty : input.qty
  return live?.positions[input.symbol]?.said !== qty
}

/** Orders that are open for us and not for the venue were closed while nobody listened. */
const settled = async (
  { state }: LiveSession,
  desk: Pick<OrderDesk, 'ask'>,
  { openOrders }: Extract<PrivateEvent, { type: 'CaughtUp' }>,
): Promise<void> => {
  const open = new Set(openOrders.map(({ orderId }) => orderId))
  for (const { orderId } of Object.values(state.orders.open)) {
    const venueOrderId = state.live?.orders[orderId]?.venueOrderId ?? null
    if (venueOrderId === null || !open.has(venueOrderId)) await desk.ask(orderId)
  }
}
