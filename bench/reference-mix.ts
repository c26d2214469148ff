import type { Input, InstrumentListed, OrderId, SessionOpened, TimestampUs } from '@shadowtape/core'
import { aPlaceOrder, aQuote, aSession, anEdge, anInstrument, draw } from '@shadowtape/core'

/** When the mix starts, and how far apart its inputs are, in microseconds. */
export const mixStart = 1_700_000_000_000_000
export const mixGapUs = 10

const symbols = Array.from({ length: 10 }, (_, i) => `SYM${String(i)}USDT`)

/** A header whose limits stop nothing and whose every order fills, so that few orders rest. */
export const mixHeader = (): SessionOpened => ({
  ...aSession({ strategy: 'idle', edgeThresholdBps: '-100', fillRate: '1', latencyUs: 1_000 }),
  inventoryUsdMax: Number.MAX_SAFE_INTEGER as SessionOpened['inventoryUsdMax'],
  totalNotionalUsdMax: Number.MAX_SAFE_INTEGER as SessionOpened['totalNotionalUsdMax'],
})

/** The instruments, then the mix: quotes 60 %, place 12, cancel 10, edge 10, tick 8; fills follow. */
export const referenceMix = (size: number): ReadonlyArray<Input> => {
  const listings = symbols.map((symbol) => anInstrument({ symbol }))
  const inputs: Array<Input> = [...listings]
  let placed = 0
  for (let i = 0; i < size; i++) {
    const listed = listings[i % listings.length] as InstrumentListed
    const { symbol } = listed
    const dice = draw(1, 'market', i) % 100
    const cents = 5_000_000 + (draw(2, 'market', i) % 2_000) * 10
    const text = (price: number): string => (price / 100).toFixed(2)
    if (dice < 60)
      inputs.push(aQuote({ symbol, bid: text(cents - 100), ask: text(cents + 100) }, listed))
    else if (dice < 72) {
      placed += 1
      const side = i % 2 === 0 ? 'Buy' : 'Sell'
      inputs.push(aPlaceOrder({ symbol, side, price: text(cents) }, listed))
    } else if (dice < 82) {
      const number = Math.max(1, placed - (draw(3, 'market', i) % 60))
      const orderId = `o-${String(number)}` as OrderId
      inputs.push({ type: 'CancelOrder', orderId, symbol, reason: 'STRATEGY' })
    } else if (dice < 92) inputs.push(anEdge({ symbol, edgeBps: '9' }))
    else inputs.push({ type: 'ClockAdvanced' })
  }
  return inputs
}

/** The engine time of the nth input. */
export const mixTime = (n: number): TimestampUs => (mixStart + n * mixGapUs) as TimestampUs
