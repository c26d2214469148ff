import fc from 'fast-check'

import type { Entry, Exposure, Message, State } from '../../src'
import {
  bytesChecker,
  engineOf,
  foldOf,
  initialState,
  reducerOf,
  stateDigest,
  step,
} from '../../src'
import type { Slice, Strategy } from '../../src'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { entriesOf, recorded, replayed, resealed } from '../support/recorded'
import { sha256 } from '../support/sha256'
import { TradingStates } from '../support/trading-states'
import { positionsOf } from '../support/main-account'

const strategy = randomStrategy as unknown as Strategy
const reducer = reducerOf(randomStrategy as unknown as Slice)
const frozenDeep = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozenDeep)
  }
  return value
}

describe('any session', () => {
  it('comes to the same state in all three gears, and leaves old states as they were', () => {
    fc.assert(
      fc.property(anyHistory(40), fc.nat(100), (history, cut) => {
        const { entries, session } = recorded(history, randomStrategy)
        const owned = initialState()
        for (const entry of entries) reducer.apply(owned, entry)
        expect(owned).toStrictEqual(session.state)

        let state: State = frozenDeep(initialState())
        const kept: Array<[State, string]> = []
        for (const entry of entries) {
          state = reducer.reduce(state, entry)
          if (kept.length < 20) kept.push([state, JSON.stringify(state)])
        }
        expect(state).toStrictEqual(owned)
        for (const [old, text] of kept) expect(JSON.stringify(old)).toBe(text)

        const half = cut % entries.length
        const before = frozenDeep(reducer.reduceAll(initialState(), entries.slice(0, half)))
        const text = JSON.stringify(before)
        expect(reducer.reduceAll(before, entries.slice(half))).toStrictEqual(owned)
        expect(JSON.stringify(before)).toBe(text)
      }),
      { seed: 91, numRuns: 25 },
    )
  })

  it('gives the same bytes twice, and is clean by its own checker, fold and re-execution', () => {
    fc.assert(
      fc.property(anyHistory(60), fc.integer({ min: 1, max: 5_000 }), (history, blockSize) => {
        const { bytes, entries, session } = recorded(history, randomStrategy)
        expect(Buffer.compare(recorded(history, randomStrategy).bytes, bytes)).toBe(0)

        const checker = bytesChecker(sha256)
        expect(checker.block(bytes, 0, bytes.length)).toBeNull()
        expect(checker.found).toMatchObject({
          lines: entries.length,
          sealedLines: entries.length - 1,
        })
        expect(checker.found.closed?.lines).toBe(entries.length)

        const fold = foldOf(sha256, () => strategy)
        expect(fold.block(bytes, 0, bytes.length)).toBeNull()
        expect(fold.state).toStrictEqual(session.state)

        const parts: Array<Buffer> = []
        const stop = replayed(bytes, randomStrategy, blockSize, (equal) =>
          parts.push(Buffer.from(equal)),
        )
        expect(stop).toBeNull()
        expect(Buffer.compare(Buffer.concat(parts), bytes)).toBe(0)
        expect(entriesOf(bytes)).toEqual(entries)
        expect(Buffer.compare(resealed(entries), bytes)).toBe(0)
      }),
      { seed: 92, numRuns: 25 },
    )
  })

  it('goes on in the same way when it is restarted from a state at any input', () => {
    fc.assert(
      fc.property(anyHistory(40), fc.nat(100), ({ opened, inputs }, cut) => {
        const whole = engineOf(strategy)
        const first = [...step(whole, 0 as never, opened)]
        const half = cut % inputs.length
        for (const { at, input } of inputs.slice(0, half)) first.push(...step(whole, at, input))
        const restarted = {
          ...engineOf(strategy),
          state: structuredClone(reducer.reduceAll(initialState(), first)),
        }
        for (const { at, input } of inputs.slice(half))
          expect(step(restarted, at, input)).toStrictEqual(step(whole, at, input))
        expect(stateDigest(sha256, restarted.state)).toBe(stateDigest(sha256, whole.state))
      }),
      { seed: 93, numRuns: 30 },
    )
  })

  it('keeps its promises about orders, fills, freezes and causes', () => {
    const met = new Set<string>()
    fc.assert(
      fc.property(anyHistory(80), (history) => {
        const { entries, session } = recorded(history, randomStrategy)
        for (const { message } of entries) met.add(message.type)
        expectCausesBefore(entries)
        expectOneEndPerOrder(entries)
        expectNothingPlacedWhileFrozen(entries)
        expectPositionsAreSumsOfFills(entries, session.state)
        expectExposureIsWhatRests(session.state)
      }),
      { seed: 94, numRuns: 150 },
    )
    // a law about things that never happened would be worth nothing
    for (const type of rare) expect(met).toContain(type)
  })
})

const rare: ReadonlyArray<Message['type']> = [
  'OrderDenied',
  'OrderRejected',
  'OrderFilled',
  'OrderCanceled',
  'CancelRejected',
  'OrderAmended',
  'AmendRejected',
  'AmendDenied',
  'OrderTriggered',
  'TradingStopSet',
  'TradingStopRejected',
  'TradingStopTriggered',
  'Delivered',
  'TradingFrozen',
  'TradingReduced',
  'TradingThawed',
]

const expectCausesBefore = (entries: ReadonlyArray<Entry>): void => {
  for (const [i, { seq, at, cause }] of entries.entries()) {
    expect(seq).toBe(i + 1)
    expect(cause === null || cause < seq).toBe(true)
    expect(at).toBeGreaterThanOrEqual(entries[i - 1]?.at ?? 0)
  }
}

const expectOneEndPerOrder = (entries: ReadonlyArray<Entry>): void => {
  const placed = new Set<string>()
  const ended = new Set<string>()
  for (const { message } of entries) {
    // an order begins when we place it, or when the venue makes it because of a trading stop
    if (message.type === 'OrderPlaced' || message.type === 'TradingStopTriggered') {
      expect(placed.has(message.orderId)).toBe(false)
      placed.add(message.orderId)
    }
    const isOver =
      message.type === 'OrderRejected' ||
      message.type === 'OrderCanceled' ||
      (message.type === 'OrderFilled' && message.leavesQty === 0)
    if (message.type === 'OrderFilled' || isOver) {
      expect(placed.has(message.orderId)).toBe(true)
      expect(ended.has(message.orderId)).toBe(false)
    }
    if (isOver) ended.add(message.orderId)
  }
}

const expectNothingPlacedWhileFrozen = (entries: ReadonlyArray<Entry>): void => {
  const states = new TradingStates()
  for (const { message } of entries) {
    states.heard(message)
    if (message.type === 'OrderPlaced') expect(states.of(message)).not.toBe('frozen')
  }
}

const expectPositionsAreSumsOfFills = (entries: ReadonlyArray<Entry>, state: State): void => {
  const held = new Map<string, number>()
  const fees = new Map<string, number>()
  for (const { message } of entries)
    if (message.type === 'OrderFilled') {
      const signed = message.side === 'Buy' ? message.qty : 0 - message.qty
      const place = `${message.account} ${message.symbol}`
      held.set(place, (held.get(place) ?? 0) + signed)
      fees.set(place, (fees.get(place) ?? 0) + message.fee)
    }
  for (const [place, position] of positionsOf(state)) {
    expect(position.qty).toBe(held.get(place) ?? 0)
    expect(position.fees).toBe(fees.get(place) ?? 0)
  }
}

const exposuresOf = ({ accounts }: State): ReadonlyArray<readonly [string, Exposure]> =>
  Object.entries(accounts).flatMap(([name, { exposure }]) =>
    Object.entries<Exposure>(exposure).map(([symbol, one]) => [`${name} ${symbol}`, one] as const),
  )

const expectExposureIsWhatRests = (state: State): void => {
  const open = Object.values(state.orders.open)
  expect(state.orders.openCount).toBe(open.length)
  for (const [name, account] of Object.entries(state.accounts))
    expect(account.openCount).toBe(open.filter((order) => order.account === name).length)
  for (const [place, exposure] of exposuresOf(state)) {
    const here = open.filter((order) => `${order.account} ${order.symbol}` === place)
    const resting = (side: string) =>
      here
        .filter((order) => order.side === side && !order.reduceOnly)
        .map(({ qty, leavesQty, wantedQty }) => Math.max(leavesQty, wantedQty - qty + leavesQty))
        .reduce((sum, each) => sum + each, 0)
    expect(exposure).toStrictEqual({
      buyQty: resting('Buy'),
      sellQty: resting('Sell'),
      openOrders: here.length,
    })
  }
}
