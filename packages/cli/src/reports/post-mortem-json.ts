import type { StopReport } from './post-mortem-report'

/** A stop of trading as data. Lines of the journal keep their fields' names as they are in it. */
export const postMortemJson = (report: StopReport): Readonly<Record<string, unknown>> => {
  const { file, stop, count, startAt, beyond, windowFromAt, evidence, causes, similar } = report
  const { edges } = stop
  return {
    file,
    n: stop.n,
    count,
    start_at: startAt,
    line: stop.fields,
    beyond,
    last_input: stop.root,
    first_breach: edges.belowSince === null ? null : snake(edges.belowSince),
    edges_before: snake(edges.last),
    window_from_at: windowFromAt,
    evidence: evidence.map(({ fields, markout }) => ({ line: fields, markout })),
    causes: causes.slice(0, -1),
    thaw: stop.thaw,
    before: snake(report.before),
    after: snake(report.after),
    open_orders: snake(report.aftermath.orders),
    quotes: snake(report.quotes),
    similar: similar.map(({ n, fields }) => ({ n, line: fields })),
    otherwise: snake(report.otherwise),
    damaged_lines: report.damaged,
  }
}

/** The same value with names of fields as programs get them from every command. */
const snake = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(snake)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`),
      snake(member),
    ]),
  )
}
