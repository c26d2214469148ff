import { exp2Of, log2OfE, powerOne } from '../base/fixed-point'
import { invariant } from '../base/invariant'
import { normalOf } from '../base/normal'
import type { Purpose } from '../base/random'
import { draw } from '../base/random'
import type { SessionOpened } from '../events/session-opened'
import { mulDiv, mulDivHeld } from '../units/arithmetic'
import { parseDecimal } from '../units/decimal'

/**
 * How long something is under way, in microseconds: always the same; a normal draw, not below 0; a
 * log-normal one about its median, `sigma` in millionths; or the nearest measured ones, between
 * them in proportion.
 */
export type Latency =
  | { readonly kind: 'constant'; readonly us: number }
  | { readonly kind: 'normal'; readonly meanUs: number; readonly deviationUs: number }
  | { readonly kind: 'lognormal'; readonly medianUs: number; readonly sigma: number }
  | {
      readonly kind: 'recorded'
      readonly atUs: ReadonlyArray<number>
      readonly us: ReadonlyArray<number>
    }

/**
 * The three ways that take time; `null` where one takes none. On each, what set out first is there
 * first: `last...` is when the last one comes in.
 */
export type Latencies = {
  /** Market data, from the venue to us. */
  readonly feed: Latency | null
  /** An order, an amendment or a cancel, from us to the venue. */
  readonly entry: Latency | null
  /** What the venue says about an order, from there to us. */
  readonly response: Latency | null
  readonly lastFeed: number
  readonly lastEntry: number
  readonly lastResponse: number
  /** How many trading stops set out for the venue, and how many answers to them set out for us. */
  readonly stopsAsked: number
  readonly stopsAnswered: number
}

/** Nothing takes any time. */
export const noLatencies: Latencies = {
  feed: null,
  entry: null,
  response: null,
  lastFeed: 0,
  lastEntry: 0,
  lastResponse: 0,
  stopsAsked: 0,
  stopsAnswered: 0,
}

/** The latencies that a header names. */
export const latenciesOf = (opened: SessionOpened): Latencies => ({
  ...noLatencies,
  feed: named('feedLatency', opened),
  entry: named('entryLatency', opened),
  response: named('responseLatency', opened),
})

const named = (
  field: 'feedLatency' | 'entryLatency' | 'responseLatency',
  opened: SessionOpened,
): Latency | null => {
  const latency = latencyOf(opened[field])
  invariant(typeof latency !== 'string', () => `${field} of the header ${latency as string}`)
  return latency
}

/** No more rows than this of measured latencies. */
export const latencyRowsMax = 10_000

/**
 * Reads a latency: `0`, `constant 5000`, `normal 5000 800`, `lognormal 5000 0.35` or
 * `recorded 0:5000 1000000:7000 ...`, all in microseconds but sigma; the rows of a recorded one are
 * times from the session's start with what was measured there, in rising order. A text that is none
 * of these is answered with what is wrong with it.
 */
export const latencyOf = (text: string): Latency | null | string => {
  const [kind = '', ...values] = text.split(' ')
  if (text === '0') return null
  if (kind === 'recorded') return recordedOf(values)
  const [a, b] = [micros(values[0]), kind === 'lognormal' ? sigmaOf(values[1]) : micros(values[1])]
  const count = kind === 'constant' ? 1 : 2
  if (!['constant', 'normal', 'lognormal'].includes(kind) || values.length !== count)
    return `is ${JSON.stringify(text)}, which is no latency`
  if (a === null || (count === 2 && b === null))
    return `is ${JSON.stringify(text)}, whose figures are out of range`
  if (kind === 'constant') return a === 0 ? null : { kind, us: a }
  return kind === 'normal'
    ? { kind, meanUs: a, deviationUs: b ?? 0 }
    : { kind: 'lognormal', medianUs: a, sigma: b ?? 0 }
}

/** The longest there is: an hour. */
const longestUs = 3_600_000_000

const whole = (text: string | undefined, scale: number, max: number): number | null => {
  const value = text === undefined ? null : parseDecimal(text, scale)
  return typeof value === 'number' && value >= 0 && value <= max ? value : null
}

const micros = (text: string | undefined): number | null => whole(text, 0, longestUs)
const sigmaOf = (text: string | undefined): number | null => whole(text, 6, 5_000_000)

const recordedOf = (rows: ReadonlyArray<string>): Latency | string => {
  const atUs: Array<number> = []
  const us: Array<number> = []
  if (rows.length === 0 || rows.length > latencyRowsMax)
    return `has ${rows.length} rows, not 1 to ${latencyRowsMax}`
  for (const row of rows) {
    const [at, latency, more] = row.split(':')
    const [when, long] = [whole(at, 0, Number.MAX_SAFE_INTEGER), micros(latency)]
    if (more !== undefined || when === null || long === null || when <= (atUs.at(-1) ?? -1))
      return `has the row ${JSON.stringify(row)}, which is out of order or range`
    atUs.push(when)
    us.push(long)
  }
  return { kind: 'recorded', atUs, us }
}

/** How long the `ordinal`th thing of a kind takes that sets out `sinceUs` after the start. */
export const latencyUs = (
  latency: Latency,
  seed: number,
  purpose: Purpose,
  ordinal: number,
  sinceUs: number,
): number => {
  switch (latency.kind) {
    case 'constant':
      return latency.us
    case 'normal': {
      const deviate = normalOf(draw(seed, purpose, ordinal))
      return Math.max(latency.meanUs + mulDiv(latency.deviationUs, deviate, 1_000_000), 0)
    }
    case 'lognormal': {
      const deviate = normalOf(draw(seed, purpose, ordinal))
      const power = mulDiv(mulDiv(latency.sigma, deviate, 1_000_000), log2OfE, 1_000_000)
      return Math.min(mulDivHeld(latency.medianUs, exp2Of(power), powerOne), longestUs)
    }
    case 'recorded':
      return between(latency.atUs, latency.us, sinceUs)
  }
}

/** The value at a place between rows, in proportion; beyond the outermost rows, theirs. */
const between = (
  places: ReadonlyArray<number>,
  values: ReadonlyArray<number>,
  place: number,
): number => {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as number) <= place) low = middle + 1
    else high = middle
  }
  const [before, after] = [values[low - 1], values[low]]
  if (before === undefined) return after ?? 0
  if (after === undefined) return before
  const from = places[low - 1] as number
  return before + mulDiv(after - before, place - from, (places[low] as number) - from)
}
