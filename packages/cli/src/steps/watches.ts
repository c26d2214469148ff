import type { State } from '@shadowtape/core'

import type { Change } from '../explanations/state-paths'
import { atPath, changesBetween } from '../explanations/state-paths'

/** A place in the state that is watched: what is there, and what the last move changed in it. */
export type WatchView = {
  readonly path: string
  readonly value: unknown
  readonly changes: ReadonlyArray<Change>
}

/** The places that are watched, with what is there. */
export type Watches = {
  readonly add: (path: string, state: State) => void
  /** Removes one by its path, or by its number from 1; false where there is none. */
  readonly remove: (name: string) => boolean
  /** Sees what a move has changed. */
  readonly moved: (state: State) => void
  readonly views: () => ReadonlyArray<WatchView>
}

/** Nothing is watched yet. */
export const newWatches = (): Watches => {
  let watched: ReadonlyArray<WatchView> = []
  return {
    add: (path, state) => {
      if (watched.some((each) => each.path === path)) return
      watched = [...watched, { path, value: copyAt(state, path), changes: [] }]
    },
    remove: (name) => {
      const rest = watched.filter(({ path }, i) => path !== name && String(i + 1) !== name)
      const isRemoved = rest.length < watched.length
      watched = rest
      return isRemoved
    },
    moved: (state) => {
      watched = watched.map(({ path, value: before }) => {
        const value = copyAt(state, path)
        return { path, value, changes: changesBetween(before, value) }
      })
    },
    views: () => watched,
  }
}

/** The state is lent: what is kept of it is a copy. */
const copyAt = (state: State, path: string): unknown => structuredClone(atPath(state, path))
