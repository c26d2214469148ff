import type { ExchangeFault } from '@shadowtape/adapters'
import type { MarketSymbol, OrderId } from '@shadowtape/core'
import { RequestAnswered } from '@shadowtape/core'

import { acknowledged, notAnswered } from '../../src/live/answered-input'

const asked = {
  orderId: 'o-1' as OrderId,
  symbol: 'BTCUSDT' as MarketSymbol,
  request: 'PLACE' as const,
}
const clean = (text: string): string => text.replaceAll('hidden', '***')

const faults: ReadonlyArray<readonly [ExchangeFault, string, number | null]> = [
  [{ type: 'Invalid', field: 'qty', detail: 'is 0' }, 'NOT_SENT', null],
  [{ type: 'Denied', says: 'no network' }, 'NOT_SENT', null],
  [{ type: 'Transport', says: 'refused' }, 'NOT_SENT', null],
  [
    { type: 'RateLimited', retCode: 10006, by: 'client', bucket: 'create', waitMs: 5 },
    'NOT_SENT',
    10006,
  ],
  [
    { type: 'RateLimited', retCode: 10006, by: 'exchange', bucket: 'create', waitMs: 5 },
    'REFUSED',
    10006,
  ],
  [
    { type: 'Rejected', retCode: 110007, reason: 'AVAILABLE_INSUFFICIENT', retMsg: 'ab hidden' },
    'REFUSED',
    110007,
  ],
  [{ type: 'Ambiguous', says: 'lost', query: {} }, 'UNKNOWN', null],
  [{ type: 'Garbled', field: 'result', detail: 'is no object' }, 'UNKNOWN', null],
  [{ type: 'Clock', says: 'off', offsetMs: 9, recvWindowMs: 5_000 }, 'REFUSED', 10002],
  [{ type: 'Unanswered', says: 'silence', attempts: 3 }, 'UNKNOWN', null],
]

describe('what became of a request', () => {
  it('is that the venue took it, under its name', () => {
    const input = acknowledged(asked, 'v-1')
    expect(RequestAnswered.is(input)).toBe(true)
    expect(input).toMatchObject({
      ...asked,
      outcome: 'ACKNOWLEDGED',
      retCode: 0,
      venueOrderId: 'v-1',
    })
  })

  it.each(faults)('is not more than is known: %j', (fault, outcome, retCode) => {
    const input = notAnswered(asked, fault, clean)
    expect(RequestAnswered.is(input)).toBe(true)
    expect(input).toMatchObject({ ...asked, outcome, retCode, venueOrderId: null })
    expect(input.retMsg).not.toBe('')
    expect(input.retMsg).not.toContain('hidden')
  })
})
