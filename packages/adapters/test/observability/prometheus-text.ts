/** One line of a metrics text. */
export type ToldSample = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** A metric as the text declares it, with its samples. */
export type ToldMetric = {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: ReadonlyArray<ToldSample>
}

/**
 * Reads Prometheus' text format by its letter, and throws at the first thing that is not: lines end
 * in a newline, each metric has one HELP and one TYPE before its samples, no series comes twice,
 * counters are not below zero, and the buckets of a histogram grow up to its count.
 */
export const readMetrics = (text: string): ReadonlyMap<string, ToldMetric> => {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const metrics = new Map<string, ToldMetric & { samples: Array<ToldSample> }>()
  const seen = new Set<string>()
  let help: { readonly name: string; readonly text: string } | null = null
  let now: (ToldMetric & { samples: Array<ToldSample> }) | null = null
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue
    const [, helped, words] = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line) ?? []
    if (helped !== undefined && words !== undefined) {
      help = { name: helped, text: words }
      continue
    }
    const [, typed, type] = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line) ?? []
    if (typed !== undefined && type !== undefined) {
      if (help?.name !== typed || metrics.has(typed)) throw new Error(`TYPE out of place: ${line}`)
      now = { name: typed, type, help: help.text, samples: [] }
      metrics.set(typed, now)
      continue
    }
    const sample = sampleOf(line)
    if (now === null || !belongs(sample.name, now)) throw new Error(`sample out of place: ${line}`)
    const series = line.slice(0, line.lastIndexOf(' '))
    if (seen.has(series)) throw new Error(`a series comes twice: ${series}`)
    seen.add(series)
    if (now.type === 'counter' && sample.value < 0) throw new Error(`below zero: ${line}`)
    now.samples.push(sample)
  }
  for (const metric of metrics.values()) if (metric.type === 'histogram') soundHistogram(metric)
  return metrics
}

const sampleOf = (line: string): ToldSample => {
  const match = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|\+Inf)$/
  const [, name, inside = '', number] = match.exec(line) ?? []
  if (name === undefined || number === undefined) throw new Error(`no sample: ${line}`)
  const labels: Record<string, string> = {}
  let rest = inside
  while (rest !== '') {
    const part = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/.exec(rest)
    const [whole, label, value] = part ?? []
    if (whole === undefined || label === undefined || value === undefined)
      throw new Error(`no labels: ${inside}`)
    if (label in labels) throw new Error(`a label comes twice: ${inside}`)
    labels[label] = value.replace(/\\(["\\n])/g, (_, c: string) => (c === 'n' ? '\n' : c))
    rest = rest.slice(whole.length)
  }
  return { name, labels, value: Number(number) }
}

const belongs = (name: string, { name: of, type }: ToldMetric): boolean =>
  type === 'histogram' ? [`${of}_bucket`, `${of}_sum`, `${of}_count`].includes(name) : name === of

const soundHistogram = ({ name, samples }: ToldMetric): void => {
  const buckets = samples.filter((sample) => sample.name === `${name}_bucket`)
  const bounds = buckets.map(({ labels }) =>
    labels['le'] === '+Inf' ? Infinity : Number(labels['le']),
  )
  const isRising = (all: ReadonlyArray<number>, isStrict: boolean) =>
    all.every(
      (each, i) => i === 0 || (isStrict ? each > Number(all[i - 1]) : each >= Number(all[i - 1])),
    )
  const values = buckets.map(({ value }) => value)
  const count = samples.find((sample) => sample.name === `${name}_count`)?.value
  if (!isRising(bounds, true) || bounds.at(-1) !== Infinity) throw new Error(`${name}: its bounds`)
  if (!isRising(values, false) || values.at(-1) !== count) throw new Error(`${name}: its buckets`)
}

/** The value of one series; throws where the text has none, or several. */
export const valueOf = (
  metrics: ReadonlyMap<string, ToldMetric>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number => {
  const samples = [...metrics.values()].flatMap((metric) => metric.samples)
  const found = samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )
  const [one] = found
  if (one === undefined || found.length > 1)
    throw new Error(`${name} ${JSON.stringify(labels)}: ${String(found.length)} series`)
  return one.value
}

/** All series of a metric together. */
export const sumOf = (metrics: ReadonlyMap<string, ToldMetric>, name: string): number =>
  (metrics.get(name)?.samples ?? []).reduce((sum, { value }) => sum + value, 0)
