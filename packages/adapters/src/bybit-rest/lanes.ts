/** Work in turn: what shares a key is done one after the other, in the order it came. */
export type Lanes = {
  readonly run: <T>(keys: ReadonlyArray<string>, work: () => Promise<T>) => Promise<T>
  /** Comes when it is one's turn, with the function that ends it; it has to be called. */
  readonly enter: (keys: ReadonlyArray<string>) => Promise<() => void>
}

/**
 * Lanes with nothing in them. A place in the lanes is taken at once, when they are entered: two
 * pieces of work with several keys never wait for each other. A key is forgotten when its lane is
 * empty.
 */
export const newLanes = (): Lanes => {
  const last = new Map<string, Promise<void>>()

  const enter = (keys: ReadonlyArray<string>): Promise<() => void> => {
    const before = keys.flatMap((key) => last.get(key) ?? [])
    let leave = (): void => undefined
    const left = new Promise<void>((resolve) => {
      leave = () => {
        for (const key of keys) if (last.get(key) === left) last.delete(key)
        resolve()
      }
    })
    for (const key of keys) last.set(key, left)
    return Promise.all(before).then(() => leave)
  }

  return {
    enter,
    run: async (keys, work) => {
      const leave = await enter(keys)
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
