import type { Bps, MarkoutMeasured, PastCatalogue } from '../../src'
import {
  MarkoutMeasured as Markout,
  QuoteObserved,
  SessionOpened,
  beforeFields,
  catalogueDigest,
  dialectsOf,
  fieldsOf,
  message,
  pastMessage,
} from '../../src'
import { sha256 } from './sha256'

const { markoutBps, ...markout } = propsOf(Markout)
const { crossSeq, ...quote } = propsOf(QuoteObserved)

/** The markout was a loss then, above zero where the fill was a bad one. */
const Markout2 = message('MarkoutMeasured', { ...markout, lossBps: markoutBps as never })
const Quote1 = message('QuoteObserved', { ...quote, sequence: crossSeq as never })

type AnyCodec = Parameters<typeof fieldsOf>[0]
type Old = Readonly<Record<string, unknown>>
const negated = (bps: unknown): Bps | null => (bps === null ? null : ((0 - Number(bps)) as Bps))

const markout2 = pastMessage(2, Markout2, Markout, {
  up: (old: Old) => ({ ...old, markoutBps: negated(old['lossBps']) }) as unknown as MarkoutMeasured,
  down: (next) => ({ ...next, lossBps: negated(next.markoutBps) }) as never,
})
const quote1 = pastMessage(1, Quote1, QuoteObserved, {
  up: (old: Old) => ({ ...old, crossSeq: old['sequence'] }) as unknown as QuoteObserved,
  down: (next) => ({ ...next, sequence: next.crossSeq }) as never,
})

const pastWith = (digests: readonly [string, string]): ReadonlyArray<PastCatalogue> => [
  {
    digest: digests[0],
    messages: [beforeFields(1, Markout2 as AnyCodec, { account: 'main' }), quote1],
    unknown: ['TradingThawed'],
    stateThen: ({ quality: _, ...state }) => state,
  },
  {
    digest: digests[1],
    messages: [markout2, beforeFields(1, SessionOpened, { edgeScope: 'symbol' })],
    unknown: [],
    stateThen: null,
  },
]

const digests = dialectsOf(pastWith(['', ''])).past.map((past) => catalogueDigest(sha256, past))

/**
 * A history that never was: markouts without an account, as a loss, before they were what they
 * are; quotes with another name for a field; headers without a scope; no thaws and no quality.
 */
export const madeUpPast = pastWith(digests as unknown as readonly [string, string])

/** The dialects of the made-up history. */
export const madeUpDialects = dialectsOf(madeUpPast)

function propsOf(codec: AnyCodec): Record<string, never> {
  return Object.fromEntries(fieldsOf(codec).map((field) => [field.name, field.codec as never]))
}
