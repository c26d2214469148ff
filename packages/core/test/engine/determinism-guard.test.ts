import { impureCalls } from '../../../adapters/src/purity/impure-calls'
import type { Entry, Seq, Strategy, TimestampUs } from '../../src'
import {
  aQuote,
  aSession,
  anInstrument,
  foldOf,
  nothing,
  openSession,
  storyStartUs,
} from '../../src'
import { initialState, reExecution, reducerOf, specForStrategy } from '../../src'
import { powersWith } from '../support/recorded'
import { sha256 } from '../support/sha256'
import { suiteGuard } from '../suite-guard'

const start = storyStartUs as TimestampUs

/** A strategy that does something, with each quote, that a strategy may not do. */
const deciding = (offence: () => unknown): Strategy => ({
  name: 'offender',
  initial: () => ({}),
  evolve: () => undefined,
  decide: (_, { type }) => {
    if (type === 'QuoteObserved') offence()
    return nothing
  },
})

/** What comes of a session of one quote. */
const ran = (strategy: Strategy) => {
  const session = openSession(aSession(), start, strategy, sha256)
  session.record(start, anInstrument())
  session.record(start, aQuote())
  session.close(start, 'END_OF_INPUT')
  return session.tape.waiting().slice()
}

/** Where the file that called the strategy stands. */
const says = (name: string) => `${name} was called by packages/core/src/engine/step.ts`

describe('the guard that this very file runs under', () => {
  it.each(impureCalls().map((call) => [call.name, call] as const))(
    'does not let a session come to %s',
    (name, { holder, key }) => {
      const offender = deciding(() => {
        Reflect.apply(Reflect.get(holder, key) as () => unknown, holder, ['1 May 2024'])
      })
      expect(() => ran(offender)).toThrow(says(name))
      expect(suiteGuard.caught()).toStrictEqual([says(name)])
    },
  )

  it('catches a strategy that asks when it evolves, or begins', () => {
    const quiet = deciding(() => undefined)
    const evolving: Strategy = { ...quiet, evolve: () => void Date.now() }
    const beginning: Strategy = { ...quiet, initial: () => ({ luck: Math.random() }) }
    expect(() => ran(evolving)).toThrow('Date.now was called by packages/core/src/state/reduce.ts')
    expect(() => ran(beginning)).toThrow('Math.random was called by packages/core/src/state/')
    expect(suiteGuard.caught()).toHaveLength(2)
  })

  it('catches one in a re-execution, a fold, a reducer and the language of specs', () => {
    const bytes = ran(deciding(() => undefined))
    const asking = deciding(() => Date.now())
    const keeping = { ...asking, evolve: () => void performance.now() }
    const replay = reExecution(powersWith(asking))
    expect(replay.block(bytes, 0, bytes.length)).toMatchObject({
      divergence: { kind: 'crashed', says: says('Date.now') },
    })
    const fold = foldOf(sha256, () => keeping)
    expect(() => fold.block(bytes, 0, bytes.length)).toThrow('performance.now was called by')
    const { reduce } = reducerOf(keeping)
    const listed: Entry = { seq: 1 as Seq, at: start, cause: null, message: anInstrument() }
    expect(() => reduce(initialState(), listed)).toThrow('performance.now was called by')
    expect(() => specForStrategy(asking).given().when(aQuote()).staysQuiet()).toThrow('Date.now')
    expect(suiteGuard.caught()).toHaveLength(4)
  })

  it('fails a test whose strategy swallowed what the guard threw', () => {
    const swallowing = deciding(() => {
      try {
        Date.now()
      } catch {
        return
      }
    })
    ran(swallowing)
    expect(suiteGuard.caught()).toStrictEqual([says('Date.now')])
  })

  it('lets everybody else ask what they like', () => {
    expect(Date.now()).toBeGreaterThan(0)
    expect(Math.exp(0)).toBe(1)
    expect('a'.localeCompare('b')).toBe(-1)
    expect(suiteGuard.caught()).toStrictEqual([])
  })

  it('lets core do what gives the same everywhere', () => {
    ran(
      deciding(() => [new Date(0).toISOString(), Math.floor(1.5), Math.sqrt(2), 'A'.toLowerCase()]),
    )
    expect(suiteGuard.caught()).toStrictEqual([])
  })
})
