import { createRequire } from 'node:module'

import type { ImpureCall, ImpureKind } from './impure-call'

/**
 * Every impure call that can be caught while it is made. An operator such as `**`, a table behind a
 * regular expression and what a module reads of the world (`node:fs`) cannot be.
 */
export const impureCalls = (): ReadonlyArray<ImpureCall> => {
  const load = createRequire(__filename)
  const { prototype: dates } = Date
  return [
    ...listed('clock', 'Date.', Date, ['now']),
    ...listed('clock', 'new ', globalThis, ['Date'], (given, how) => !isInstant(given, how)),
    ...listed('clock', 'performance.', globalThis.performance, ['now']),
    ...listed('clock', 'process.', process, ['hrtime', 'uptime', 'cpuUsage', 'memoryUsage']),
    ...listed('clock', 'process.hrtime.', process.hrtime, ['bigint']),
    ...listed('dice', 'Math.', Math, ['random']),
    ...listed('dice', 'crypto.', globalThis.crypto, ['getRandomValues', 'randomUUID']),
    ...listed('dice', 'crypto.', load('node:crypto') as object, diceOfNode),
    ...listed('timer', '', globalThis, [...timers, 'queueMicrotask']),
    ...listed('timer', 'timers.', load('node:timers') as object, timers),
    ...listed('timer', 'process.', process, ['nextTick']),
    ...listed('locale', 'Date.', Date, ['parse'], ([text]) => !isUniversal(text)),
    ...listed('locale', 'Date.prototype.', dates, namesOf(dates, localTime)),
    ...listed('locale', 'Intl.', Intl, namesOf(Intl, /^\w+$/)),
    ...listed('locale', 'String.prototype.', String.prototype, textByLocale),
    ...listed('locale', 'Number.prototype.', Number.prototype, ['toLocaleString']),
    ...listed('locale', 'BigInt.prototype.', BigInt.prototype, ['toLocaleString']),
    ...listed('locale', 'Array.prototype.', Array.prototype, ['toLocaleString']),
    ...listed('locale', 'TypedArray.prototype.', typedArrays, ['toLocaleString']),
    ...listed('locale', 'Object.prototype.', Object.prototype, ['toLocaleString']),
    ...listed('rounding', 'Math.', Math, namesOf(Math, /^/).filter(isRounded)),
  ]
}

const timers = ['setTimeout', 'setInterval', 'setImmediate']
const textByLocale = ['localeCompare', 'normalize', 'toLocaleLowerCase', 'toLocaleUpperCase']
const diceOfNode = ['randomBytes', 'randomInt', 'randomUUID', 'randomFill', 'randomFillSync']

/** Of a date, what is told in the machine's own time zone or language. */
const localTime =
  /^[gs]et(?!UTC|Time$)\w+|^getTimezoneOffset$|^to(Locale\w*|Date|Time)String$|^toString$/

const typedArrays = Object.getPrototypeOf(Uint8Array.prototype) as object

/** What every engine gives to the last bit; the square root is so by the machine's own standard. */
const exact =
  /^(abs|ceil|clz32|floor|f(16)?round|imul|max|min|round|sign|sqrt|sumPrecise|trunc|random)$/

const isRounded = (name: string): boolean => !exact.test(name)

/** A date made of a number, of another date or of a text that names its zone is one everywhere. */
const isInstant = (given: ReadonlyArray<unknown>, how: 'called' | 'constructed'): boolean => {
  const [value] = given
  if (how === 'called' || given.length !== 1) return false
  return typeof value === 'number' || value instanceof Date || isUniversal(value)
}

const isUniversal = (text: unknown): boolean =>
  typeof text === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?$/.test(text)

const always = (): boolean => true

/** Those of these functions that this version of Node has. */
const listed = (
  kind: ImpureKind,
  prefix: string,
  owner: object,
  keys: ReadonlyArray<string>,
  isImpure: ImpureCall['isImpure'] = always,
): ReadonlyArray<ImpureCall> =>
  keys.flatMap((key) => {
    const holder = holderOf(owner, key)
    return holder === null ? [] : [{ name: `${prefix}${key}`, kind, holder, key, isImpure }]
  })

/** The object that has a property as its own: an object, or one of those it comes from. */
const holderOf = (owner: object, key: string): object | null => {
  for (let each: object | null = owner; each !== null; each = prototypeOf(each))
    if (Object.hasOwn(each, key)) return each
  return null
}

const prototypeOf = (value: object): object | null => Object.getPrototypeOf(value) as object | null

const namesOf = (owner: object, pattern: RegExp): ReadonlyArray<string> =>
  Object.getOwnPropertyNames(owner).filter(
    (name) => pattern.test(name) && typeof Reflect.get(owner, name) === 'function',
  )
