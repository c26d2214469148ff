import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import fc from 'fast-check'

import type { ClientOrderId, Entry, OrderId, Slice, State } from '../../src'
import { initialState, newOrderStore, noSlice, orderStatuses, reducerOf } from '../../src'
import type { History } from '../support/any-history'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { entriesOf, recorded } from '../support/recorded'
import { dumpOf } from '../support/stored-dump'
import { tally } from '../support/tally'
import { latent, venueHistory } from '../support/venue-history'

const reducer = reducerOf(randomStrategy as unknown as Slice)
const histories: fc.Arbitrary<History> = fc.oneof(
  anyHistory(80),
  venueHistory(90),
  venueHistory(90, latent),
)

/** An open order, as the store and as the state have it. */
const ours = (store: ReturnType<typeof newOrderStore>) =>
  store.open().map((each) => ({
    orderId: each.orderId,
    account: each.account,
    symbol: each.symbol,
    side: each.side,
    price: each.price,
    qty: each.qty,
    leavesQty: each.leavesQty,
    isAccepted: each.isAcknowledged,
    isCancelAsked: each.isCancelAsked,
  }))

const theirs = ({ orders }: State) =>
  Object.values(orders.open).map((each) => ({
    orderId: each.orderId,
    account: each.account,
    symbol: each.symbol,
    side: each.side,
    price: each.price,
    qty: each.qty,
    leavesQty: each.leavesQty,
    isAccepted: each.isAccepted,
    isCancelAsked: each.isCancelAsked,
  }))

const keptOver = (entries: ReadonlyArray<Entry>, bounds = {}) => {
  const store = newOrderStore(bounds)
  for (const entry of entries) expect(store.apply(entry)).toBeNull()
  return store
}

describe('the order store', () => {
  it('has the open orders of the state after every line, and its counts', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(histories, (history) => {
        const { entries } = recorded(history, randomStrategy)
        const state = initialState()
        const store = newOrderStore()
        for (const entry of entries) {
          reducer.apply(state, entry)
          expect(store.apply(entry)).toBeNull()
          expect(store.seq()).toBe(state.seq)
          expect(ours(store)).toStrictEqual(theirs(state))
          const totals = store.totals()
          const { pending, open, 'partially-filled': partly } = totals
          expect(pending + open + partly).toBe(state.orders.openCount)
          for (const [account, { openCount }] of Object.entries(state.accounts))
            expect(store.open({ account: account as never })).toHaveLength(openCount)
          expect(store.denied()).toBe(state.totals.denied)
          for (const status of orderStatuses) if (totals[status] > 0) met(status)
          if (partly > 0 && totals.filled > 0) met('both')
          if (entry.message.type === 'Delivered') met('delivered')
          const isAtOnce = state.latencies.response === null
          if (!isAtOnce) continue
          expect([totals.filled, totals.canceled, totals.rejected]).toStrictEqual([
            state.totals.filled,
            state.totals.canceled,
            state.totals.rejected,
          ])
        }
      }),
      { seed: 601, numRuns: 30 },
    )
    for (const status of orderStatuses)
      expect([status, count(status) > 200]).toEqual([status, true])
    expect(count('both')).toBeGreaterThan(50)
    expect(count('delivered')).toBeGreaterThan(500)
  })

  it('is the same from the bytes of the journal as it was while these were recorded', () => {
    fc.assert(
      fc.property(histories, fc.nat(20), (history, closedMax) => {
        const { entries, bytes } = recorded(history, randomStrategy)
        const bounds = { closedMax, deniedMax: 3 }
        expect(dumpOf(keptOver(entriesOf(bytes), bounds))).toStrictEqual(
          dumpOf(keptOver(entries, bounds)),
        )
      }),
      { seed: 602, numRuns: 20 },
    )
  })

  it('keeps the last closed orders and denials, and no more, and forgets their names', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(histories, fc.nat(6), fc.nat(3), (history, closedMax, deniedMax) => {
        const { entries } = recorded(history, randomStrategy)
        const whole = keptOver(entries, { closedMax: 1e6, deniedMax: 1e6 })
        const store = keptOver(entries, { closedMax, deniedMax })
        const all = whole.recentlyClosed()
        expect(store.recentlyClosed()).toStrictEqual(all.slice(0, closedMax))
        expect(store.recentlyDenied()).toStrictEqual(whole.recentlyDenied().slice(0, deniedMax))
        expect(store.totals()).toStrictEqual(whole.totals())
        for (const { orderId, clientId, account, orderLinkId } of all.slice(closedMax)) {
          expect(store.byOrderId(orderId)).toBeNull()
          if (clientId !== null) expect(store.byClientId(clientId)).toBeNull()
          else met('made by the venue')
          const bearer = orderLinkId === null ? null : store.byOrderLinkId(account, orderLinkId)
          expect(bearer?.orderId).not.toBe(orderId)
          met('forgotten')
        }
      }),
      { seed: 603, numRuns: 30 },
    )
    expect(count('forgotten')).toBeGreaterThan(200)
    expect(count('made by the venue')).toBeGreaterThan(3)
  })

  it('names orders CLI00000001, CLI00000002 and so on as they are placed, and finds them', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(histories, (history) => {
        const { entries } = recorded(history, randomStrategy)
        const store = keptOver(entries, { closedMax: 1e6 })
        let placed = 0
        for (const { message } of entries) {
          if (message.type !== 'OrderPlaced') continue
          placed += 1
          const clientId = `CLI${String(placed).padStart(8, '0')}` as ClientOrderId
          const order = store.byClientId(clientId)
          expect(order?.orderId).toBe(message.orderId)
          expect(order).toStrictEqual(store.byOrderId(message.orderId))
          if (message.orderLinkId === null) continue
          const named = store.byOrderLinkId(message.account, message.orderLinkId)
          expect(named?.orderLinkId).toBe(message.orderLinkId)
          met('link')
        }
        const made = entries.filter(({ message }) => message.type === 'TradingStopTriggered')
        const { length } = [...store.open(), ...store.recentlyClosed()]
        expect(length).toBeLessThanOrEqual(placed + made.length)
        expect(length).toBeGreaterThanOrEqual(placed)
        expect(store.byClientId('CLI99999999' as ClientOrderId)).toBeNull()
      }),
      { seed: 604, numRuns: 20 },
    )
    expect(count('link')).toBeGreaterThan(20)
  })

  it('does not change where a line comes again, and refuses one that is not the next', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), (history, cut, back) => {
        const { entries } = recorded(history, randomStrategy)
        const half = 1 + (cut % (entries.length - 2))
        const store = keptOver(entries.slice(0, half))
        const before = dumpOf(store)
        for (const again of entries.slice(back % half, half)) expect(store.apply(again)).toBeNull()
        expect(dumpOf(store)).toStrictEqual(before)
        const seq = half + 2
        const gap = { type: 'SeqGap', seq, expected: half + 1 }
        expect(store.apply(entries[half + 1] as Entry)).toStrictEqual(gap)
        expect(dumpOf(store)).toStrictEqual(before)
        for (const entry of entries.slice(half)) expect(store.apply(entry)).toBeNull()
        expect(dumpOf(store)).toStrictEqual(dumpOf(keptOver(entries)))
      }),
      { seed: 605, numRuns: 20 },
    )
  })

  const folder = resolve(__dirname, '../../../../journals')
  const journals = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))

  it.each(journals)('agrees with the totals that %s closes with', (name) => {
    const entries = entriesOf(readFileSync(join(folder, name)))
    const store = keptOver(entries)
    const state = initialState()
    for (const entry of entries) reducerOf(noSlice).apply(state, entry)
    const closed = entries.at(-1)?.message
    if (closed?.type !== 'SessionClosed') throw new Error(`${name} has no close`)
    const totals = store.totals()
    expect(totals).toMatchObject({ rejected: closed.rejected, canceled: closed.canceled })
    expect(store.denied()).toBe(closed.denied)
    expect(totals.filled + totals.canceled + totals.rejected + state.orders.openCount).toBe(
      closed.placed,
    )
    expect(store.byOrderId(`o-${String(closed.placed)}` as OrderId)).not.toBeNull()
  })
})
