/** Remembers ids for a while, in bounded memory. */
export type SeenIds = {
  /** Whether the id is new; it is remembered from now on. */
  readonly isNew: (id: string) => boolean
}

/**
 * A memory of the last `idsMax` ids at least, and of twice as many at most: two generations, the
 * older dropped whole when the younger is full.
 */
export const newSeenIds = (idsMax: number): SeenIds => {
  let younger = new Set<string>()
  let older = new Set<string>()
  return {
    isNew: (id) => {
      if (younger.has(id)) return false
      const isKnown = older.has(id)
      younger.add(id)
      if (younger.size >= idsMax) {
        older = younger
        younger = new Set()
      }
      return !isKnown
    },
  }
}
