import type { StreamCategory } from '../bybit-api/api-env'

/** Topics that are asked for together, all of one symbol: one that is refused fails them all. */
export type TopicBatch = ReadonlyArray<string>

/** How much one connection may be asked for. */
export type PlanLimits = { readonly batchTopicsMax: number; readonly connectionCharsMax: number }

/**
 * Bybit's limits: ten topics in a request of spot, and 21,000 characters of topics a connection.
 * Rule: V5 documentation, "Connect"; some room is left for quotes and commas.
 */
export const planLimits = (category: StreamCategory): PlanLimits => ({
  batchTopicsMax: category === 'spot' ? 10 : 50,
  connectionCharsMax: 20_000,
})

/**
 * Which topics go together, and over how many connections: a list of batches for each connection,
 * in the order of the symbols. `kinds` are topics without their symbol, such as `orderbook.50`.
 */
export const subscriptionPlan = (
  symbols: ReadonlyArray<string>,
  kinds: ReadonlyArray<string>,
  limits: PlanLimits,
): ReadonlyArray<ReadonlyArray<TopicBatch>> => {
  const connections: Array<Array<TopicBatch>> = []
  let room = 0
  for (const batch of batchesOf(symbols, kinds, limits.batchTopicsMax)) {
    const chars = batch.reduce((sum, topic) => sum + topic.length + quotesAndComma, 0)
    const last = connections.at(-1)
    if (last === undefined || chars > room) {
      connections.push([batch])
      room = limits.connectionCharsMax - chars
    } else {
      last.push(batch)
      room -= chars
    }
  }
  return connections
}

const quotesAndComma = 3

const batchesOf = (
  symbols: ReadonlyArray<string>,
  kinds: ReadonlyArray<string>,
  topicsMax: number,
): ReadonlyArray<TopicBatch> =>
  symbols.flatMap((symbol) => {
    const batches: Array<TopicBatch> = []
    for (let i = 0; i < kinds.length; i += topicsMax) {
      batches.push(kinds.slice(i, i + topicsMax).map((kind) => `${kind}.${symbol}`))
    }
    return batches
  })
