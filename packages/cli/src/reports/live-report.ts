import type { CaptureSummary } from '@shadowtape/adapters'
import type { State } from '@shadowtape/core'

import type { RecordingCounts } from '../recordings/recording-tally'
import type { RecordingDone } from '../sessions/recorder'
import { grouped, quantity } from './quantity-text'
import { sessionJson, sessionText } from './session-report'

/** What a session on live market data came to. */
export type LiveOutcome = {
  readonly state: State
  readonly summary: CaptureSummary
  readonly counts: RecordingCounts
  readonly recording: RecordingDone
  readonly journal: string | null
}

/** The report of a live session for programs. */
export const liveJson = (outcome: LiveOutcome): Readonly<Record<string, unknown>> => {
  const { counts } = outcome
  return {
    ...sessionJson(outcome),
    feed: {
      messages: counts.messages,
      gaps: counts.gaps,
      restarts: counts.restarts,
      connections_lost: counts.losses,
      unreadable: counts.unreadable,
      lag_ms: counts.lagMs,
      lag_ms_max: counts.lagMsMax,
    },
  }
}

/** The report of a live session for people. */
export const liveText = (outcome: LiveOutcome): string => {
  const { gaps, losses, restarts, lagMs, lagMsMax } = outcome.counts
  return (
    `feed      ${quantity(gaps, 'gap')} · ${quantity(losses, 'connection')} lost · ` +
    `${quantity(restarts, 'restart')} · lag ${ms(lagMs)} at the end, ${ms(lagMsMax)} at most\n` +
    sessionText(outcome)
  )
}

const ms = (value: number | null): string => (value === null ? 'unknown' : `${grouped(value)} ms`)
