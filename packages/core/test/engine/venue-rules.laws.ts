import fc from 'fast-check'

import type { SessionOpened } from '../../src'
import { randomStrategy } from '../support/random-strategy'
import { recorded, replayed } from '../support/recorded'
import { rulesText } from '../support/rules'
import { tally } from '../support/tally'
import { latent, venueHistory } from '../support/venue-history'

const anyRules = fc.constantFrom(
  rulesText(
    { rule: 'fill-rate', limit: 2, windowUs: 2_000 },
    { rule: 'drawdown', limit: 5_000 },
    { rule: 'thaw', limit: 1_000, edgeBps: 1 },
  ),
  rulesText({ rule: 'fill-rate', limit: 1, windowUs: 2_000, action: 'reduce' }),
  rulesText({ rule: 'day-loss', limit: 100, action: 'reduce' }),
)

describe('rules that restrict trading because of fills', () => {
  it('never cut short what one line makes the venue do, whatever the model', () => {
    const { met, count } = tally()
    const both = fc.oneof(venueHistory(100), venueHistory(100, latent))
    const anyModel = fc.constantFrom('queue', 'touch', 'scheduled')
    fc.assert(
      fc.property(both, anyRules, anyModel, ({ opened, inputs }, rules, fillModel) => {
        const riskRules = rules as SessionOpened['riskRules']
        const history = { opened: { ...opened, fillModel, riskRules } as SessionOpened, inputs }
        const { bytes, entries } = recorded(history, randomStrategy)
        expect(replayed(bytes, randomStrategy)).toBeNull()

        const restrictedSince = new Map<number, boolean>()
        for (const { cause, message } of entries) {
          if (message.type === 'TradingFrozen' || message.type === 'TradingReduced') {
            met(message.type)
            for (const each of restrictedSince.keys()) restrictedSince.set(each, true)
          }
          if (message.type !== 'OrderFilled' || message.against === 'DRAW') continue
          if (restrictedSince.has(cause ?? 0)) met('one of several')
          expect(restrictedSince.get(cause ?? 0) ?? false).toBe(false)
          restrictedSince.set(cause ?? 0, false)
        }
      }),
      { seed: 316, numRuns: 150 },
    )
    for (const each of ['TradingFrozen', 'TradingReduced', 'one of several'])
      expect([each, count(each) > 30]).toStrictEqual([each, true])
  })
})
