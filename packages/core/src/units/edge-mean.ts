import * as t from 'io-ts'

/** How the markouts of fills become one edge: the last ones alike, or all, fading by halves. */
export const EdgeMean = t.keyof(
  {
    window: null,
    ewma: null,
  },
  'EdgeMean',
)
export type EdgeMean = t.TypeOf<typeof EdgeMean>
