import { initialState } from '@shadowtape/core'

import type { Now, RanOtherwise, SessionFacts } from '../../src/viewer/view-data'
import { newClock } from '../behavior/clock'
import type { Range } from '../behavior/link'
import type { Api, WhatifAsked } from './api'
import type { Changes } from './changes'
import { newChanges } from './changes'
import { newPlaces } from './places'
import { newPlayer } from './player'
import type { Change, Viewer } from './viewer'
import { watchNow } from './watch-now'

/** A journal that did not grow for so many milliseconds is not waited for. */
const grewMs = 5_000

/** A viewer before a session's first line. */
export const newViewer = (api: Api, facts: SessionFacts, begun: Now): Viewer => {
  const changes = newChanges()
  const { listen, tell } = changes
  const kept = newKept(changes)
  let [now, grewAt] = [begun, -Infinity]
  const places = newPlaces({
    ...{ api, facts, now: () => now, filter: kept.filter },
    initial: { seq: 0, at: facts.startAt, state: initialState(), entry: null, before: null },
    onPlace: () => tell('place'),
    onGoing: () => tell('going'),
    onTrouble: kept.setTrouble,
  })
  const isGrowing = (): boolean => !now.isClosed && performance.now() - grewAt < grewMs
  const onChange = (): void => tell('playing')
  const player = newPlayer({ places, facts, now: () => now, isGrowing, onChange })
  const viewer: Viewer = {
    ...{ facts, api, clock: newClock(), listen, player, ...kept },
    now: () => now,
    isGrowing,
    setNow: (found) => {
      if (found.last > now.last) grewAt = performance.now()
      now = found
      player.grown()
      tell('now')
    },
    shown: places.shown,
    go: async (target) => {
      player.left()
      await places.go(target)
      player.moved()
    },
    pass: (at) => {
      player.left()
      places.pass(at)
      player.moved()
    },
    isGoing: places.isGoing,
    symbol: () => {
      const listed = Object.keys(places.shown().state.instruments)
      const symbol = kept.symbol()
      return symbol !== null && listed.includes(symbol) ? symbol : (listed[0] ?? null)
    },
  }
  watchNow(viewer, places.again)
  return viewer
}

/** What is kept until it is set anew, each told of by its own name. */
const newKept = ({ tell }: Changes) => {
  const [selected, select] = newCell<number | null>('selected', null, tell)
  const [filter, setFilter] = newCell('filter', '', tell)
  const [symbol, setSymbol] = newCell<string | null>('symbol', null, tell)
  const [range, zoom] = newCell<Range | null>('range', null, tell)
  const [asked, setAsked] = newCell<WhatifAsked | null>('asked', null, tell)
  const [overlay, setOverlay] = newCell<RanOtherwise | null>('overlay', null, tell)
  const [trouble, setTrouble] = newCell<string | null>('trouble', null, tell)
  return {
    ...{ selected, select, filter, setFilter, symbol, setSymbol, range, zoom },
    ...{ asked, setAsked, overlay, setOverlay, trouble, setTrouble },
  }
}

const newCell = <T>(
  change: Change,
  begin: T,
  tell: Changes['tell'],
): readonly [get: () => T, set: (value: T) => void] => {
  let value = begin
  const set = (wanted: T): void => {
    if (wanted === value) return
    value = wanted
    tell(change)
  }
  return [() => value, set]
}
