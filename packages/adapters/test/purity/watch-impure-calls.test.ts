import { getRandomValues, randomBytes } from 'node:crypto'
import { setTimeout as later } from 'node:timers'

import { impureCalls, watchImpureCalls, whileImpureCallsAreWatched } from '../../src'

/** What was told of while something was done. */
const told = (work: () => unknown): ReadonlyArray<string> => {
  const names: Array<string> = []
  whileImpureCallsAreWatched(({ name, kind }) => names.push(`${name}, ${kind}`), work)
  return names
}

const day = new Date(0)

describe('an impure call is told of', () => {
  it.each<[string, () => unknown]>([
    ['Date.now, clock', () => Date.now()],
    ['new Date, clock', () => new Date()],
    ['new Date, clock', () => Date()],
    ['new Date, clock', () => new Date('1 May 2024')],
    ['new Date, clock', () => new Date('2024-05-01T00:00:00')],
    ['new Date, clock', () => new Date(2024, 4, 1)],
    ['new Date, clock', () => new (day.constructor as DateConstructor)()],
    ['new Date, clock', () => new (class extends Date {})()],
    ['performance.now, clock', () => performance.now()],
    ['process.hrtime, clock', () => process.hrtime()],
    ['process.hrtime.bigint, clock', () => process.hrtime.bigint()],
    ['Math.random, dice', () => Math.random()],
    ['crypto.randomUUID, dice', () => crypto.randomUUID()],
    ['crypto.randomBytes, dice', () => randomBytes(2)],
    ['crypto.getRandomValues, dice', () => getRandomValues(new Uint8Array(2))],
    ['setTimeout, timer', () => clearTimeout(setTimeout(() => undefined, 0))],
    ['timers.setTimeout, timer', () => clearTimeout(later(() => undefined, 0))],
    ['setInterval, timer', () => clearInterval(setInterval(() => undefined, 1))],
    ['setImmediate, timer', () => clearImmediate(setImmediate(() => undefined))],
    ['queueMicrotask, timer', () => queueMicrotask(() => undefined)],
    ['process.nextTick, timer', () => process.nextTick(() => undefined)],
    ['Date.parse, locale', () => Date.parse('1 May 2024')],
    ['Date.prototype.getHours, locale', () => day.getHours()],
    ['Date.prototype.setDate, locale', () => new Date(0).setDate(1)],
    ['Date.prototype.getTimezoneOffset, locale', () => day.getTimezoneOffset()],
    ['Date.prototype.toString, locale', () => String(day)],
    ['Date.prototype.toLocaleDateString, locale', () => day.toLocaleDateString()],
    ['Number.prototype.toLocaleString, locale', () => (1.5).toLocaleString()],
    ['BigInt.prototype.toLocaleString, locale', () => 1n.toLocaleString()],
    ['Array.prototype.toLocaleString, locale', () => [''].toLocaleString()],
    ['Object.prototype.toLocaleString, locale', () => Object.prototype.toLocaleString.call(day)],
    ['String.prototype.localeCompare, locale', () => 'a'.localeCompare('b')],
    ['String.prototype.normalize, locale', () => 'a'.normalize()],
    ['String.prototype.toLocaleUpperCase, locale', () => 'i'.toLocaleUpperCase()],
    ['Intl.NumberFormat, locale', () => new Intl.NumberFormat()],
    ['Intl.DateTimeFormat, locale', () => Intl.DateTimeFormat()],
    ['Intl.Collator, locale', () => new Intl.Collator()],
    ['Math.exp, rounding', () => Math.exp(1)],
    ['Math.pow, rounding', () => Math.pow(2, 0.5)],
    ['Math.hypot, rounding', () => Math.hypot(3, 4)],
  ])('%s: %s', (name, work) => {
    expect(told(work)[0]).toBe(name)
  })

  it('whatever it is, and instead of being made', () => {
    for (const { name, holder, key } of impureCalls()) {
      const call = () =>
        void Reflect.apply(Reflect.get(holder, key) as () => unknown, holder, ['1 May 2024'])
      const refusing = () =>
        whileImpureCallsAreWatched((impure) => {
          throw new Error(`not ${impure.name}`)
        }, call)
      expect(refusing).toThrow(`not ${name}`)
    }
  })
})

describe('a call that gives the same everywhere', () => {
  it.each<[string, () => unknown]>([
    ['a date of a number', () => new Date(1_714_521_600_000)],
    ['a date of a date', () => new Date(day)],
    ['a date of a text in UTC', () => [new Date('2024-05-01'), new Date('2024-05-01T00:00:00.5Z')]],
    ['Date.UTC', () => Date.UTC(2024, 4, 1)],
    ['what a date says in UTC', () => [day.getTime(), day.getUTCHours(), day.toISOString()]],
    ['exact arithmetic', () => [Math.floor(1.5), Math.imul(2, 3), Math.sqrt(2), Math.round(1.5)]],
    ['a text by code units', () => ['A'.toLowerCase(), 'a' < 'b', String(1.5)]],
  ])('is not told of: %s', (_, work) => {
    expect(told(work)).toStrictEqual([])
  })
})

describe('what is watched', () => {
  /** What hangs where, to the last attribute. */
  const asItIs = () =>
    impureCalls().map(({ holder, key }) => Object.getOwnPropertyDescriptor(holder, key))

  it('is as it was once nobody watches, also where the work threw', () => {
    const before = asItIs()
    const restore = watchImpureCalls(() => undefined)
    expect(asItIs().some((each, i) => each?.value !== before[i]?.value)).toBe(true)
    restore()
    expect(asItIs()).toStrictEqual(before)
    expect(asItIs().every((each, i) => each?.value === before[i]?.value)).toBe(true)
    const broken = () =>
      whileImpureCallsAreWatched(
        () => undefined,
        () => {
          throw new Error('broken')
        },
      )
    expect(broken).toThrow('broken')
    expect(asItIs().every((each, i) => each?.value === before[i]?.value)).toBe(true)
    expect(day.constructor).toBe(Date)
  })

  it('gives what it always gave', () => {
    whileImpureCallsAreWatched(
      () => undefined,
      () => {
        expect(Math.abs(Date.now() - new Date().getTime())).toBeLessThan(60_000)
        expect(new Date()).toBeInstanceOf(Date)
        expect(process.hrtime.bigint()).toBeGreaterThan(0n)
        expect(new Intl.NumberFormat('en').format(1_000)).toBe('1,000')
        expect(Math.exp(0)).toBe(1)
      },
    )
  })
})
