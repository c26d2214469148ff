import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { generatedPlan, writeGeneratedCapture } from '@shadowtape/adapters'

import { runEngine } from './built-engine'

/** What is planted into a strategy: before it, in its `evolve`, in its `decide`. */
export type Planted = {
  readonly before?: string
  readonly evolve?: string
  readonly decide?: string
}

/** The source of a strategy that bids at every fiftieth quote, with something planted in it. */
export const biddingSource = ({ before = '', evolve = '', decide = '' }: Planted = {}): string =>
  `const nothing = []
${before}
exports.strategy = {
  name: 'bidder',
  initial: () => ({ quotes: 0, flag: false }),
  evolve: (slice, message) => {
    if (message.type !== 'QuoteObserved') return
    slice.quotes += 1
    ${evolve}
  },
  decide: (view, message) => {
    if (message.type !== 'QuoteObserved') return nothing
    ${decide}
    if (view.strategy.quotes % 50 !== 0) return nothing
    const { symbol, bid } = message
    return [{ type: 'PlaceOrder', symbol, side: 'Buy', price: bid, qty: 10, orderLinkId: null }]
  },
}
`

/** Writes such a strategy into a directory; gives its name there. */
export const bidding = (dir: string, name: string, planted: Planted = {}): string => {
  writeFileSync(join(dir, name), biddingSource(planted))
  return name
}

/** Records a session of the strategy as it is, with snapshots, to `session.jsonl`. */
export const recordBidding = async (engine: string, dir: string): Promise<string> => {
  const market = { ...generatedPlan, calmUs: 2_000_000, toxicUs: 4_000_000 }
  await writeGeneratedCapture(market, join(dir, 'made.capture.gz'), 'replace')()
  bidding(dir, 'mine.js')
  const ran = await runEngine(
    engine,
    [
      ...['run', '--capture', 'made.capture.gz', '--strategy', './mine.js'],
      ...['--snapshot-lines', '200', '--snapshots', '--journal', 'session.jsonl'],
    ],
    dir,
  )
  if (ran.code !== 0) throw new Error(ran.stderr)
  return join(dir, 'session.jsonl')
}

/** The line of a journal's nth quote. */
export const lineOfQuote = (journal: string, nth: number): number => {
  const lines = readFileSync(journal, 'utf8').split('\n')
  const quotes = lines.flatMap((line, i) =>
    line.includes('"type":"QuoteObserved"') ? [i + 1] : [],
  )
  return quotes[nth - 1] ?? 0
}
