import type { Instrument } from '@shadowtape/core'

import type { DryRunDesk } from '../bybit-desk/dry-run-desk'
import { newDryRunDesk } from '../bybit-desk/dry-run-desk'
import { dryRunKeys } from './api-keys'
import type { ClientClock } from './client-clock'
import type { Closing } from './closing'
import { deskTransport } from './desk-transport'
import type { Transport } from './transport'

/** What a dry-run venue of a client's own is made of. */
export type DryRunOptions = {
  readonly clock: ClientClock
  readonly instruments: ReadonlyArray<Instrument>
  readonly fillLatencyMs: number
  readonly fillRate: number
  readonly seed: number
}

/**
 * A dry-run venue and the way to it. What falls due there happens at its time by the client's
 * clock, whether or not anything is asked then; nothing is waited for while nothing is due.
 */
export const dryRunLine = (
  { clock, ...options }: DryRunOptions,
  { sleep, isClosed }: Closing,
): { readonly desk: DryRunDesk; readonly transport: Transport } => {
  const desk = newDryRunDesk({ ...options, clock: clock.nowMs, keys: [dryRunKeys] })
  const { send, close } = deskTransport(desk)
  const longestMs = Math.max(1, options.fillLatencyMs)
  let isPumping = false

  const pump = async (): Promise<void> => {
    for (;;) {
      const due = desk.state.timers[0]?.due
      if (due === undefined || isClosed()) break
      // what is asked meanwhile may set something due sooner
      const waitMs = Math.min(Math.ceil(due / 1_000) - clock.nowMs(), longestMs)
      if (waitMs > 0) await sleep(waitMs)
      desk.advance(clock.nowMs() * 1_000)
    }
    isPumping = false
  }

  return {
    desk,
    transport: {
      close,
      send: (request) => async () => {
        const answer = await send(request)()
        if (!isPumping) {
          isPumping = true
          void pump()
        }
        return answer
      },
    },
  }
}
