import * as t from 'io-ts'

/** How a real venue's report came: on its private stream, or as the answer to a query. */
export const ReportSource = t.keyof(
  {
    STREAM: null,
    QUERY: null,
  },
  'ReportSource',
)
export type ReportSource = t.TypeOf<typeof ReportSource>
