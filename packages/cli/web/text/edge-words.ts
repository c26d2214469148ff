/** What an edge is, for somebody who never heard of one. */
export const whatAnEdgeIs =
  'The edge is what a fill is worth a while later, on average, after its fee, in basis points: ' +
  '1 bps is 0.01 %. Below the threshold others know more than our quotes do, and trading stops.'
