import { initialState } from '@shadowtape/core'

import type { Now, RanOtherwise, SessionFacts } from '../../src/viewer/view-data'
import { newClock } from '../behavior/clock'
import type { Range } from '../behavior/link'
import type { Api } from './api'
import { newChanges } from './changes'
import { newPlaces } from './places'
import { newPlayer } from './player'
import type { Viewer } from './viewer'

/** A viewer before a session's first line. */
export const newViewer = (api: Api, facts: SessionFacts, begun: Now): Viewer => {
  const { listen, tell } = newChanges()
  const clock = newClock()
  let now = begun
  let [selected, filter, symbol] = [null as number | null, '', null as string | null]
  let [range, overlay] = [null as Range | null, null as RanOtherwise | null]
  let trouble = null as string | null
  const setTrouble = (says: string | null): void => {
    if (says === trouble) return
    trouble = says
    tell('trouble')
  }
  const places = newPlaces({
    api,
    facts,
    now: () => now,
    filter: () => filter,
    initial: { seq: 0, at: facts.startAt, state: initialState(), entry: null, before: null },
    onPlace: () => tell('place'),
    onTrouble: setTrouble,
  })
  const symbolNow = (): string | null => {
    const listed = Object.keys(places.shown().state.instruments)
    return symbol !== null && listed.includes(symbol) ? symbol : (listed[0] ?? null)
  }
  return {
    ...{ facts, api, clock, listen, setTrouble },
    now: () => now,
    setNow: (found) => {
      now = found
      tell('now')
    },
    shown: places.shown,
    go: places.go,
    isGoing: places.isGoing,
    selected: () => selected,
    select: (seq) => {
      selected = seq
      tell('selected')
    },
    filter: () => filter,
    setFilter: (text) => {
      filter = text
      tell('filter')
    },
    symbol: symbolNow,
    setSymbol: (name) => {
      symbol = name
      tell('symbol')
    },
    range: () => range,
    zoom: (wanted) => {
      range = wanted
      tell('range')
    },
    overlay: () => overlay,
    setOverlay: (ran) => {
      overlay = ran
      tell('overlay')
    },
    player: newPlayer({ places, facts, now: () => now, onChange: () => tell('playing') }),
    trouble: () => trouble,
  }
}
