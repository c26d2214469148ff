import { setTimeout as wait } from 'node:timers/promises'

const patienceMs = 20_000

/** Waits until something holds; throws where it does not in a long while. */
export const until = async (holds: () => boolean): Promise<void> => {
  const end = performance.now() + patienceMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${holds.toString()}`)
    await wait(2)
  }
}
