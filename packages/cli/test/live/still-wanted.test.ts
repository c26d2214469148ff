import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  engineAfter,
  example,
  silent,
  tell,
} from '@shadowtape/core'

import { lateMsMax, newStillWanted } from '../../src/live/still-wanted'

const begun = () => {
  const engine = engineAfter(silent, [
    aSession({ venue: 'live', fillModel: 'venue' }),
    anInstrument(),
    aQuote(),
  ])
  let now = 0
  const names = { orderOf: (name: string) => (name === 'mine' ? ('o-1' as const) : null) }
  const wanted = newStillWanted(engine.state, names as never, () => now)
  return {
    ...wanted,
    says: (message: Parameters<typeof tell>[1]) => {
      wanted.hear(tell(engine, message), now)
    },
    at: (nowMs: number) => (now = nowMs),
  }
}

const canceling = example('CancelOrder', {
  ...{ orderId: 'o-1', symbol: 'BTCUSDT', reason: 'STRATEGY' },
})

describe('a request whose turn has come', () => {
  it('is wanted where its order is open, and young', () => {
    const { says, at, unwanted } = begun()
    says(aPlaceOrder())
    at(lateMsMax)
    for (const deed of ['place', 'amend', 'cancel'] as const)
      expect(unwanted(deed, 'mine')).toBeNull()
  })

  it('is not wanted where the order set out too long ago, unless it is its cancel', () => {
    const { says, at, unwanted } = begun()
    says(aPlaceOrder())
    at(lateMsMax + 1)
    expect(unwanted('place', 'mine')).toBe(
      'o-1 waited 1001 ms for its turn, and 1000 ms is the most',
    )
    expect(unwanted('cancel', 'mine')).toBeNull()
  })

  it('is not wanted where the order is to be canceled, unless it is its cancel', () => {
    const { says, unwanted } = begun()
    says(aPlaceOrder())
    says(canceling)
    expect(unwanted('place', 'mine')).toBe('o-1 is to be canceled')
    expect(unwanted('amend', 'mine')).toBe('o-1 is to be canceled')
    expect(unwanted('cancel', 'mine')).toBeNull()
  })

  it('is not wanted where the order is closed, or of no session that is known', () => {
    const { says, unwanted } = begun()
    says(aPlaceOrder())
    says(
      example('RequestAnswered', {
        ...{ orderId: 'o-1', symbol: 'BTCUSDT', request: 'PLACE', outcome: 'NOT_SENT' },
        ...{ retCode: null, retMsg: 'not sent', venueOrderId: null },
      }),
    )
    for (const name of ['mine', 'foreign'])
      expect(unwanted('cancel', name)).toBe('the order is not open any more')
  })
})
