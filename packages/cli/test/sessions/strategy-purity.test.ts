import { impureCalls } from '@shadowtape/adapters'
import type { Message, SessionOpened, Strategy, View } from '@shadowtape/core'

import { StrategyFault, checkedStrategy } from '../../src/sessions/checked-strategy'
import { whileStrategiesAreWatched } from '../../src/sessions/strategy-call'
import { strategyPurity } from '../../src/sessions/strategy-purity'
import { recordCustom } from '../support/custom-session'
import { written } from '../support/demo-journal'
import { runChild } from '../support/run-child'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const view = { seq: 17, instruments: {}, strategy: {} } as unknown as View
const clock = { type: 'ClockAdvanced' } as Message

/** A person's strategy that does something whenever it is asked. */
const doing = (work: () => unknown): Strategy =>
  checkedStrategy('./mine.ts', {
    name: 'mine',
    initial: () => ({}),
    evolve: () => void work(),
    decide: () => {
      work()
      return []
    },
  })

/** What is said of a strategy while it is watched, and what it throws. */
const watched = async (guard: true | undefined, work: () => unknown) => {
  let said = ''
  const remark = (text: string) => {
    said += text
  }
  const thrown = await whileStrategiesAreWatched(strategyPurity(guard, { remark }), () => {
    try {
      work()
      return Promise.resolve(null)
    } catch (error) {
      return Promise.resolve(error)
    }
  })
  return { said, thrown }
}

const place = String.raw`\(at .*strategy-purity\.test\.ts:\d+:\d+\)`
const everyCall = impureCalls().map((call) => [call.name, call] as const)

describe('under guard a strategy is stopped', () => {
  it.each(everyCall)('where it calls %s, by name, line and place', async (name, impure) => {
    const call = Reflect.get(impure.holder, impure.key) as () => unknown
    const mine = doing(() => {
      const now = Reflect.get(impure.holder, impure.key) as () => unknown
      return Reflect.apply(now, impure.holder, ['1 May 2024'])
    })
    const { said, thrown } = await watched(true, () => mine.decide(view, clock))
    expect(said).toBe('')
    expect(thrown).toBeInstanceOf(StrategyFault)
    const escaped = name.replaceAll('.', String.raw`\.`)
    expect((thrown as Error).message).toMatch(
      new RegExp(`^\\./mine\\.ts: decide called ${escaped} at seq 17 ${place}$`),
    )
    // and everything is as it was
    expect(Reflect.get(impure.holder, impure.key)).toBe(call)
  })

  it('in each of its verbs', async () => {
    const mine = doing(() => Math.random())
    const evolved = await watched(true, () => mine.evolve({}, clock, view))
    expect((evolved.thrown as Error).message).toContain('evolve called Math.random at seq 17')
    const lucky = checkedStrategy('./mine.ts', {
      ...mine,
      initial: () => ({ luck: Math.random() }),
    })
    const begun = await watched(true, () => lucky.initial({} as SessionOpened))
    expect((begun.thrown as Error).message).toContain('initial called Math.random at seq 1')
  })

  it('also where it swallows that itself', async () => {
    const mine = doing(() => {
      try {
        return Date.now()
      } catch {
        return 0
      }
    })
    const { thrown } = await watched(true, () => mine.decide(view, clock))
    expect((thrown as Error).message).toContain('./mine.ts: decide called Date.now at seq 17')
  })
})

describe('without a guard a strategy', () => {
  it('is warned of once for each function, and goes on', async () => {
    const mine = doing(() => [Date.now(), Math.random(), Date.now()])
    const { said, thrown } = await watched(undefined, () => {
      mine.decide(view, clock)
      mine.evolve({}, clock, view)
    })
    expect(thrown).toBeNull()
    const why = 'no journal holds what it gave, and a replay may decide otherwise'
    expect(said).toMatch(
      new RegExp(
        `^Warning: \\./mine\\.ts: decide called Date\\.now at seq 17 ${place}: ${why}\\.\n` +
          `Warning: \\./mine\\.ts: decide called Math\\.random at seq 17 ${place}: ${why}\\.\n$`,
      ),
    )
  })

  it('may round as this engine does', async () => {
    const mine = doing(() => Math.exp(1))
    const ran = await watched(undefined, () => mine.decide(view, clock))
    expect(ran).toStrictEqual({ said: '', thrown: null })
  })

  it('may write to the console, which asks Node for a tick', async () => {
    const mine = doing(() => process.stderr.write(''))
    const ran = await watched(undefined, () => mine.decide(view, clock))
    expect(ran).toStrictEqual({ said: '', thrown: null })
  })
})

describe('everybody else', () => {
  it('may ask what they like while a strategy is watched', async () => {
    const ran = await watched(true, () => {
      doing(() => undefined).decide(view, clock)
      return Date.now()
    })
    expect(ran).toStrictEqual({ said: '', thrown: null })
  })
})

const sound = "name: 'late', initial: () => ({}), evolve: () => undefined,"
const decide = "decide: (view, { type }) => (type === 'QuoteObserved' && ask() ? [] : []),"
const typed = `import { randomInt } from 'node:crypto'
const { now } = Date
const ask = (): number => now() + randomInt(2)
export const strategy = { ${sound} ${decide} }
`
const quiet: Strategy = {
  name: 'late',
  initial: () => ({}),
  evolve: () => undefined,
  decide: () => [],
}

describe('shadowtape replay', () => {
  it.each([
    ['late.ts', typed],
    ['late.mjs', typed.replace('(): number', '()')],
    ['late.cjs', `const ask = () => Date.now()\nexports.strategy = { ${sound} ${decide} }\n`],
  ])(
    '--guard of a strategy in %s stops at its first question, and without only warns',
    async (name, source) => {
      written(dir, name, source)
      recordCustom(`${dir}/${name}.jsonl`, name, quiet)
      const guarded = await runChild(['replay', `${name}.jsonl`, '--guard'], dir)
      expect(guarded.code).toBe(4)
      expect(guarded.stderr).toMatch(
        new RegExp(
          `the engine stopped: ${name}: decide called Date\\.now at seq 3 \\(at .*${name}:`,
        ),
      )
      const warned = await runChild(['replay', `${name}.jsonl`], dir)
      expect(warned.code).toBe(0)
      expect(warned.stdout).toContain('replays byte for byte')
      const names = [...warned.stderr.matchAll(/decide called (\S+) at seq 3 /g)]
      expect(names.map(([, called]) => called)).toStrictEqual(
        name === 'late.cjs' ? ['Date.now'] : ['Date.now', 'crypto.randomInt'],
      )
    },
  )
})
