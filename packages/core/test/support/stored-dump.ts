import type { OrderStore } from '../../src'

/** All that a store tells, for comparing. */
export const dumpOf = (store: OrderStore) => ({
  seq: store.seq(),
  open: store.open(),
  closed: store.recentlyClosed(),
  denied: [store.denied(), store.recentlyDenied()],
  totals: store.totals(),
})
