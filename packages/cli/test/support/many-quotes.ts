const start = 1_700_000_000_000

/** A capture of BTCUSDT's touch, which moves with every message; one a millisecond. */
export const manyQuotes = (count: number): string => {
  const lines: Array<string> = []
  for (let i = 0; i < count; i++) {
    const bid = (61_000 + (i % 50) * 0.1).toFixed(2)
    const ask = (61_000 + ((i % 50) + 1) * 0.1).toFixed(2)
    const data = { s: 'BTCUSDT', b: [[bid, '1.000']], a: [[ask, '1.000']], u: i + 1, seq: i + 1 }
    const ts = start + i
    const json = { topic: 'orderbook.1.BTCUSDT', type: 'snapshot', ts, data, cts: ts }
    lines.push(`${String(ts)}000000 ${JSON.stringify(json)}\n`)
  }
  return lines.join('')
}
