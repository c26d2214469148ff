import type { Gunzip, InflateRaw } from 'node:zlib'

import type { Bytes, Damaged } from './raw-bytes'

/**
 * What compressed bytes hold. One piece is inflated ahead, on zlib's own thread, while the last
 * one is being used. Everything that could be inflated comes before the word that the rest cannot.
 */
export const inflatedBytes = (packed: Bytes, engine: Gunzip | InflateRaw): Bytes => {
  let output: Array<Buffer> = []
  let state: 'open' | 'ended' | Damaged = 'open'
  let settle = (): void => undefined
  engine.on('data', (piece: Buffer) => output.push(piece))
  engine.on('end', () => {
    if (state === 'open') state = 'ended'
    settle()
  })
  engine.on('error', (error) => {
    state = { type: 'Damaged', detail: error.message }
    settle()
  })

  const pushed = (piece: Buffer | null): Promise<void> =>
    new Promise((resolve) => {
      settle = resolve
      if (piece === null) engine.end()
      else engine.write(piece, () => resolve())
    })

  // read ahead too, so that a piece can go to zlib's thread before this one gets busy
  let upcoming: ReturnType<Bytes['next']> | null = null
  const inflateSome = async (): Promise<Array<Buffer>> => {
    output = []
    const made = output
    while (made.length === 0 && state === 'open') {
      const piece = await (upcoming ?? packed.next())
      upcoming = piece === null ? null : observed(packed.next())
      if (piece === null || Buffer.isBuffer(piece)) await pushed(piece)
      else state = piece
    }
    return made
  }

  let ahead: Promise<Array<Buffer>> | null = null
  return {
    next: async () => {
      const made = await (ahead ?? inflateSome())
      ahead = null
      if (made.length === 0) return state === 'ended' || state === 'open' ? null : state
      if (state === 'open') {
        ahead = observed(inflateSome())
      }
      return made.length === 1 ? (made[0] as Buffer) : Buffer.concat(made)
    },
  }
}

/** Leaves a failure to whoever awaits the promise later, if anybody does. */
const observed = <A>(promise: Promise<A>): Promise<A> => {
  promise.catch(() => undefined)
  return promise
}
