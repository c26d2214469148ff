import type { Entry, SessionMetrics, TimeHistogram } from '@shadowtape/core'
import { newMetricsFold } from '@shadowtape/core'
import type * as PromClient from 'prom-client'

import type { Figures } from './metric-table'
import { metricTable } from './metric-table'
import type { OutsideBoard } from './outside-figures'
import { newOutsideBoard } from './outside-figures'

/** How metrics are kept. */
export type SessionMetricsOptions = {
  /** So many symbols have figures of their own (100 by default). */
  readonly symbolsMax?: number
  /** Whether figures of the process itself are told too: memory, CPU, garbage collections. */
  readonly isProcessMeasured?: boolean
}

/** A session's metrics, fed with its entries, and told in Prometheus' text format. */
export type RenderedMetrics = Omit<OutsideBoard, 'figures'> & {
  readonly entries: (entries: ReadonlyArray<Entry>) => void
  /** The figures as plain data, as they are now; they go on changing. */
  readonly session: () => SessionMetrics
  readonly outside: () => OutsideBoard['figures']
  readonly contentType: string
  readonly text: () => Promise<string>
}

type Prometheus = typeof PromClient

/** Metrics of one session, in a registry of their own. Loads prom-client. */
export const newSessionMetrics = async (
  options: SessionMetricsOptions = {},
): Promise<RenderedMetrics> => {
  const library = await import('prom-client')
  const registry = new library.Registry()
  const fold = newMetricsFold(options.symbolsMax)
  const { figures: outside, ...setters } = newOutsideBoard()
  const figures = (): Figures => ({ session: fold.metrics(), outside })
  registered(library, registry, figures)
  if (options.isProcessMeasured === true) library.collectDefaultMetrics({ register: registry })
  return {
    ...setters,
    entries: (entries) => {
      for (const entry of entries) fold.apply(entry)
    },
    session: fold.metrics,
    outside: () => outside,
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

/** Registers a metric for each row; each reads its values when it is asked for them. */
const registered = (
  library: Prometheus,
  registry: InstanceType<Prometheus['Registry']>,
  figures: () => Figures,
): void => {
  for (const row of metricTable) {
    const named = {
      name: row.name,
      help: row.help,
      labelNames: [...row.labels],
      registers: [registry],
    }
    if (row.type === 'histogram') {
      foldedHistogram(library, named, () => row.histogram(figures()))
      continue
    }
    const { samples } = row
    if (row.type === 'gauge') {
      const gauge = new library.Gauge({
        ...named,
        collect: () => {
          const told = samples(figures())
          gauge.reset()
          // without labels there is a zero after a reset, also where nothing is known
          if (told.length === 0 && row.labels.length === 0) gauge.remove()
          for (const { labels, value } of told) gauge.set(labels, value)
        },
      })
      continue
    }
    const counter = new library.Counter({
      ...named,
      collect: () => {
        const told = samples(figures())
        counter.reset()
        if (told.length === 0 && row.labels.length === 0) counter.remove()
        for (const { labels, value } of told) counter.inc(labels, value)
      },
    })
  }
}

/** A histogram that was counted elsewhere: prom-client can only be told one value after another. */
const foldedHistogram = (
  library: Prometheus,
  named: ConstructorParameters<Prometheus['Histogram']>[0],
  histogram: () => TimeHistogram,
): void => {
  class FoldedHistogram extends library.Histogram {
    /** What the registry asks for, where it writes its text. */
    getForPromString() {
      const { name, help } = named
      const values = seriesOf(name, histogram())
      return Promise.resolve({ name, help, type: 'histogram', values, aggregator: 'sum' })
    }
  }
  new FoldedHistogram(named)
}

/** The series of a histogram: buckets that each hold those before them, sum and count. */
const seriesOf = (name: string, { boundsUs, counts, count, sumUs }: TimeHistogram) => {
  let upTo = 0
  const buckets = boundsUs.map((bound, i) => {
    upTo += counts[i] ?? 0
    return { metricName: `${name}_bucket`, labels: { le: String(bound / 1e6) }, value: upTo }
  })
  return [
    ...buckets,
    { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels: {}, value: sumUs / 1e6 },
    { metricName: `${name}_count`, labels: {}, value: count },
  ]
}
