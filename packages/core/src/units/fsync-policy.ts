import * as t from 'io-ts'

/**
 * When a recorder makes a journal's bytes durable: never, after a while, with every batch that it
 * writes, or before anything leaves the process. All but `none` do at a freeze, a snapshot and the
 * close as well.
 */
export const FsyncPolicy = t.keyof(
  {
    none: null,
    interval: null,
    batch: null,
    barrier: null,
  },
  'FsyncPolicy',
)
export type FsyncPolicy = t.TypeOf<typeof FsyncPolicy>
