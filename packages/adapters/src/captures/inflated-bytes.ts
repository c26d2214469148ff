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
      if (piece === null) await pushed(null)
      else if (Buffer.isBuffer(piece)) await inflate(piece)
      else state = piece
    }
    return made
  }

  let given = 0
  const inflate = async (piece: Buffer): Promise<void> => {
    given += piece.length
    await pushed(piece)
    // zlib ends without a word where something else follows; only padding may
    if (state !== 'ended') return
    const rest = piece.subarray(piece.length - (given - engine.bytesWritten))
    if (!isPadding(rest) || !(await isAllPadding(packed, upcoming))) state = bytesFollow
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

const bytesFollow: Damaged = { type: 'Damaged', detail: 'other bytes follow its end' }

const isPadding = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0)

const isAllPadding = async (bytes: Bytes, first: ReturnType<Bytes['next']> | null) => {
  for (let piece = await first; piece !== null; piece = await bytes.next()) {
    if (!Buffer.isBuffer(piece) || !isPadding(piece)) return false
  }
  return true
}

/** Leaves a failure to whoever awaits the promise later, if anybody does. */
const observed = <A>(promise: Promise<A>): Promise<A> => {
  promise.catch(() => undefined)
  return promise
}
