/** Values at instants of their own. */
export type Track = {
  readonly at: ReadonlyArray<number>
  readonly values: ReadonlyArray<number | null>
}

/** The instants of all tracks, and the values at each: `undefined` where a track has none there. */
export type Joined = {
  readonly at: ReadonlyArray<number>
  readonly values: ReadonlyArray<ReadonlyArray<number | null | undefined>>
}

/** Puts tracks on one row of instants, so that one chart can hold them. */
export const joined = (tracks: ReadonlyArray<Track>): Joined => {
  const at = [...new Set(tracks.flatMap((track) => track.at))].sort((a, b) => a - b)
  const places = new Map(at.map((one, place) => [one, place]))
  const values = tracks.map((track) => {
    const row = new Array<number | null | undefined>(at.length).fill(undefined)
    track.at.forEach((one, i) => (row[places.get(one) as number] = track.values[i] ?? null))
    return row
  })
  return { at, values }
}

/** A track that holds each value until the next, said once more at the end. */
export const heldTo = ({ at, values }: Track, end: number): Track => {
  const last = at.at(-1)
  return last === undefined || last >= end
    ? { at, values }
    : { at: [...at, end], values: [...values, values.at(-1) ?? null] }
}

/** The first value of each row that is known, forward through the rows where it is not. */
export const filledForward = (
  values: ReadonlyArray<number | null | undefined>,
): ReadonlyArray<number | null> => {
  let last: number | null = null
  return values.map((value) => (last = value ?? last))
}
