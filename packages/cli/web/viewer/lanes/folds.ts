import type { LaneName } from './lane'
import { laneNames } from './lane'

/** Which lanes are folded away. */
export type Folds = {
  readonly folded: () => ReadonlyArray<LaneName>
  readonly toggle: (lane: LaneName) => void
  readonly set: (lanes: ReadonlyArray<LaneName>) => void
  readonly onChange: (listener: () => void) => void
}

/** All lanes are open. */
export const newFolds = (): Folds => {
  let folded: ReadonlySet<LaneName> = new Set()
  const listeners: Array<() => void> = []
  const set = (lanes: ReadonlyArray<LaneName>): void => {
    folded = new Set(lanes)
    for (const listener of listeners) listener()
  }
  return {
    folded: () => laneNames.filter((name) => folded.has(name)),
    toggle: (lane) => {
      set(laneNames.filter((name) => folded.has(name) !== (name === lane)))
    },
    set,
    onChange: (listener) => void listeners.push(listener),
  }
}
