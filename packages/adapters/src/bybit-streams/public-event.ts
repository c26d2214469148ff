import type { ConnectionState } from './stream-connection'

/** Something that happened to a public stream, besides its messages. */
export type PublicEvent =
  | { readonly type: 'Connection'; readonly connection: number; readonly state: ConnectionState }
  | { readonly type: 'Subscribed'; readonly topics: ReadonlyArray<string> }
  | { readonly type: 'Refused'; readonly topic: string; readonly says: string }
  | { readonly type: 'Unanswered'; readonly topics: ReadonlyArray<string> }
  | { readonly type: 'Gap'; readonly topic: string; readonly says: string }
  | { readonly type: 'Restarted'; readonly topic: string }
  | {
      readonly type: 'Resubscribed'
      readonly topic: string
      readonly why: 'gap' | 'no snapshot' | 'silent'
    }
  | { readonly type: 'Unreadable'; readonly bytes: number }
  | { readonly type: 'Complaint'; readonly says: string }

/** A frame of a public stream, raw, and what is known of it. */
export type PublicFrame = {
  readonly bytes: Buffer
  /** Nanoseconds since the epoch, 19 digits. */
  readonly receivedNs: string
  /** Null where the frame could not be read; it is handed over all the same. */
  readonly topic: string | null
  /** Whether it can be used: a book's delta behind a gap cannot, until its next snapshot. */
  readonly isUsable: boolean
  /** Its `ts`, in milliseconds since the epoch, where it has one. */
  readonly sentMs: number | null
}

/** Hears a public stream. Frames come as they were received; answers and pongs are left out. */
export type PublicEar = {
  readonly frame: (frame: PublicFrame) => void
  readonly event: (event: PublicEvent) => void
}
