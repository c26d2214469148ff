import { isLeft } from 'fp-ts/Either'

import type { Ongoing } from '../../src/steps/ongoing'
import { newTurns } from '../../src/viewer/turns'

const someone = { by: 'someone', needs: null } as const
const aside = { by: 'aside', needs: null } as const
const cursor = { by: 'someone', needs: 'cursor' } as const

/** What is done, in the order in which it is done. */
type Log = Array<string>

const counting = (log: Log, name: string, steps: number) =>
  function* (): Ongoing<string> {
    try {
      for (let step = 1; step <= steps; step++) {
        log.push(`${name}${String(step)}`)
        yield { done: step, total: steps }
      }
      return name
    } finally {
      log.push(`${name}.`)
    }
  }

describe('work in turns', () => {
  it('takes a step of each that somebody waits for, round and round', async () => {
    const [log, turns]: [Log, ReturnType<typeof newTurns>] = [[], newTurns(0)]
    const taken = [
      turns.take(someone, counting(log, 'a', 3)),
      turns.take(someone, counting(log, 'b', 2)),
    ]
    expect(await Promise.all(taken.map(({ done }) => done))).toMatchObject([
      { right: 'a' },
      { right: 'b' },
    ])
    expect(log).toStrictEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b.', 'a.'])
  })

  it('leaves what is done aside for as long as somebody waits', async () => {
    const log: Log = []
    const turns = newTurns(0)
    const slow = turns.take(aside, counting(log, 'x', 2))
    await turns.take(someone, counting(log, 'a', 2)).done
    expect(log).toStrictEqual(['a1', 'a2', 'a.'])
    await slow.done
    expect(log).toStrictEqual(['a1', 'a2', 'a.', 'x1', 'x2', 'x.'])
  })

  it('gives what only one may have to one after another, in the order they came', async () => {
    const log: Log = []
    const turns = newTurns(0)
    const taken = [
      turns.take(cursor, counting(log, 'a', 2)),
      turns.take(cursor, counting(log, 'b', 1)),
      turns.take(someone, counting(log, 'x', 4)),
      turns.take(cursor, counting(log, 'c', 1)),
    ]
    await Promise.all(taken.map(({ done }) => done))
    expect(log.filter((step) => !step.startsWith('x'))).toStrictEqual([
      ...['a1', 'a2', 'a.', 'b1', 'b.', 'c1', 'c.'],
    ])
    // who needs nothing does not wait for that
    expect(log.slice(0, 4)).toStrictEqual(['a1', 'x1', 'a2', 'x2'])
  })

  it('ends at once what is left, closes what it had open, and lets the next one have it', async () => {
    const log: Log = []
    const turns = newTurns(0)
    const first = turns.take(cursor, counting(log, 'a', 9_999))
    const second = turns.take(cursor, counting(log, 'b', 1))
    const never = turns.take(cursor, counting(log, 'c', 1))
    never.leave()
    while (log.length < 3) await new Promise(setImmediate)
    first.leave()
    expect(log).toStrictEqual(['a1', 'a2', 'a3', 'a.'])
    expect([isLeft(await first.done), isLeft(await never.done)]).toStrictEqual([true, true])
    expect(await second.done).toMatchObject({ right: 'b' })
    first.leave()
    expect(log.slice(4)).toStrictEqual(['b1', 'b.'])
  })

  it('fails with what the work throws, and goes on with the rest', async () => {
    const turns = newTurns(0)
    const failing = turns.take(cursor, function* (): Ongoing<void> {
      yield { done: 0, total: 1 }
      throw new Error('no')
    })
    const other = turns.take(cursor, counting([], 'a', 2))
    await expect(failing.done).rejects.toThrow('no')
    expect(await other.done).toMatchObject({ right: 'a' })
  })

  it('leaves all that is under way when it is closed', async () => {
    const log: Log = []
    const turns = newTurns(0)
    const taken = [
      turns.take(someone, counting(log, 'a', 9_999)),
      turns.take(aside, counting(log, 'x', 9)),
    ]
    await new Promise(setImmediate)
    turns.close()
    expect((await Promise.all(taken.map(({ done }) => done))).every(isLeft)).toBe(true)
    const before = log.length
    await new Promise(setImmediate)
    expect(log).toHaveLength(before)
  })
})
