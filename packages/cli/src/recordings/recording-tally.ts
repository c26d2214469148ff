import type { PublicEvent, PublicFrame } from '@shadowtape/adapters'

/** What a recording has seen so far. */
export type RecordingCounts = {
  readonly messages: number
  readonly bytes: number
  /** Messages that stand behind a gap: in the files, and of no use to a session. */
  readonly unusable: number
  readonly unreadable: number
  readonly gaps: number
  readonly restarts: number
  /** How often a connection was lost that had been open. */
  readonly losses: number
  /** How many connections are open now. */
  readonly open: number
  readonly refused: ReadonlyMap<string, string>
  /** From the venue's `ts` to the receive time of the last message, and the most of all. */
  readonly lagMs: number | null
  readonly lagMsMax: number | null
}

/** Counts what a stream tells. */
export type RecordingTally = {
  readonly frame: (frame: PublicFrame) => void
  readonly event: (event: PublicEvent) => void
  readonly counts: () => RecordingCounts
}

/** A tally before the first message. */
export const newRecordingTally = (): RecordingTally => {
  const sum = { messages: 0, bytes: 0, unusable: 0, unreadable: 0, gaps: 0, restarts: 0, losses: 0 }
  const open = new Set<number>()
  const refused = new Map<string, string>()
  const lag: { lagMs: number | null; lagMsMax: number | null } = { lagMs: null, lagMsMax: null }
  return {
    frame: ({ bytes, isUsable, topic, sentMs, receivedNs }) => {
      sum.messages += 1
      sum.bytes += bytes.length
      if (topic === null) sum.unreadable += 1
      else if (!isUsable) sum.unusable += 1
      if (sentMs === null) return
      lag.lagMs = Number(receivedNs.slice(0, -6)) - sentMs
      lag.lagMsMax = Math.max(lag.lagMsMax ?? lag.lagMs, lag.lagMs)
    },
    event: (event) => {
      switch (event.type) {
        case 'Gap':
          sum.gaps += 1
          return
        case 'Restarted':
          sum.restarts += 1
          return
        case 'Refused':
          refused.set(event.topic, event.says)
          return
        case 'Subscribed':
          for (const topic of event.topics) refused.delete(topic)
          return
        case 'Connection':
          if (event.state.type === 'Open') open.add(event.connection)
          else if (open.delete(event.connection) && event.state.type === 'Lost') sum.losses += 1
          return
        default:
      }
    },
    counts: () => ({ ...sum, ...lag, refused, open: open.size }),
  }
}
