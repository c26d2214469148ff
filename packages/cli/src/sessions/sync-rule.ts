import type { Entry, Message, SessionOpened } from '@shadowtape/core'

/** When a recorder makes a session's lines durable, as its header says. */
export type SyncRule = {
  /** Whether lines must be on the device before anything else happens. */
  readonly isDue: (entries: ReadonlyArray<Entry>) => boolean
  /** Whether what was just written is to be synced; asked after every write. */
  readonly isSynced: (isBarrier: boolean) => boolean
}

/** After these a journal is durable by every rule but `none`. */
const barriers: ReadonlySet<Message['type']> = new Set([
  'TradingFrozen',
  'SnapshotTaken',
  'SessionClosed',
])

/** What leaves the process where orders are real. */
const leaving: ReadonlySet<Message['type']> = new Set([
  'OrderPlaced',
  'AmendPlaced',
  'CancelOrder',
  'TradingStopPlaced',
])

/** The rule of a session; `nowMs` is a clock that never goes back. */
export const syncRule = (
  { fsync, fsyncIntervalUs }: SessionOpened,
  nowMs: () => number = () => performance.now(),
): SyncRule => {
  const isAmong = (entries: ReadonlyArray<Entry>): boolean =>
    entries.some(
      ({ message: { type } }) => barriers.has(type) || (fsync === 'barrier' && leaving.has(type)),
    )
  let syncedAt = nowMs()
  const isTimeUp = (): boolean => (nowMs() - syncedAt) * 1_000 >= fsyncIntervalUs
  switch (fsync) {
    case 'none':
      return { isDue: () => false, isSynced: () => false }
    case 'batch':
      return { isDue: isAmong, isSynced: () => true }
    case 'barrier':
      return { isDue: isAmong, isSynced: (isBarrier) => isBarrier }
    case 'interval':
      return {
        isDue: (entries) => isAmong(entries) || isTimeUp(),
        isSynced: (isBarrier) => {
          if (isBarrier) syncedAt = nowMs()
          return isBarrier
        },
      }
  }
}
