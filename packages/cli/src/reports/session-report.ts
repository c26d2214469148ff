import type { CaptureSummary } from '@shadowtape/adapters'
import type { State } from '@shadowtape/core'

import type { RecordingDone } from '../sessions/recorder'
import { grouped, quantity } from './quantity-text'
import { stateJson, stateLines } from './state-report'
import { utcIso } from './utc-iso'

/** What a session over a capture came to. */
export type SessionOutcome = {
  readonly state: State
  readonly summary: CaptureSummary | null
  readonly recording: RecordingDone
  readonly journal: string | null
}

/** The session report for programs; decimals are texts, so that none is rounded. */
export const sessionJson = (outcome: SessionOutcome): Readonly<Record<string, unknown>> => {
  const { state, summary, recording, journal } = outcome
  return {
    session: state.config?.session ?? null,
    strategy: state.config?.strategy ?? null,
    span:
      summary === null
        ? null
        : { first: isoOrNull(summary.firstAt), last: isoOrNull(summary.lastAt) },
    capture:
      summary === null
        ? null
        : {
            lines: summary.lines,
            messages: Object.fromEntries(summary.messages),
            ignored: Object.fromEntries(summary.ignored),
            problems: Object.fromEntries(summary.problems),
          },
    ...stateJson(state),
    journal: { path: journal, ...recording },
  }
}

/** The session report for people. */
export const sessionText = (outcome: SessionOutcome): string => {
  const { state, summary, recording, journal } = outcome
  const lines = [
    ...captureLinesOf(summary, venueName(state)),
    ...stateLines(state),
    `journal   ${journal ?? 'not kept'} · ${sizeText(recording)}`,
    `digest    ${recording.digest}`,
  ]
  return `${lines.join('\n')}\n`
}

const sizeText = ({ lines, bytes }: RecordingDone): string =>
  `${quantity(lines, 'line')} · ${grouped(bytes)} bytes`

/** Where a session's data come from, padded: files, or the venue as it happens. */
const venueName = ({ config }: State): string =>
  config?.session === 'shadow' || config?.session === 'live' ? 'stream    ' : 'capture   '

const captureLinesOf = (summary: CaptureSummary | null, name: string): ReadonlyArray<string> => {
  if (summary === null) return [`${name}stopped by the operator`]
  const messages = [...summary.messages].map(([topic, count]) => `${topic} ${grouped(count)}`)
  const problems = [...summary.problems].map(([kind, count]) => `${kind} ${grouped(count)}`)
  const ignored = [...summary.ignored].map(([reason, count]) => `${reason} ${grouped(count)}`)
  return [
    `${name}${quantity(summary.lines, 'line')} · ${messages.join(' · ')}`,
    `span      ${isoOrNull(summary.firstAt) ?? ''} to ${isoOrNull(summary.lastAt) ?? ''}`,
    ...(ignored.length > 0 ? [`ignored   ${ignored.join(' · ')}`] : []),
    ...(problems.length > 0 ? [`left out  ${problems.join(' · ')}`] : []),
  ]
}

const isoOrNull = (us: number | null): string | null => (us === null ? null : utcIso(us))
