import { syncBuiltinESMExports } from 'node:module'

import type { ImpureCall } from './impure-call'
import { impureCalls } from './impure-calls'

/** Hears of an impure call before it is made; what this throws is thrown instead of making it. */
export type OnImpureCall = (call: ImpureCall) => void

type Callable = (...given: ReadonlyArray<unknown>) => unknown

/**
 * From now on every impure call of this process is told of before it is made, until what this
 * returns is called, which leaves everything as it was.
 */
export const watchImpureCalls = (onCall: OnImpureCall): (() => void) => {
  const restore = impureCalls().map((call) => replaced(call, onCall))
  // an ES module that imported a function by its name has it too
  syncBuiltinESMExports()
  return () => {
    for (const each of [...restore].reverse()) each()
    syncBuiltinESMExports()
  }
}

/** Does something in which every impure call is told of, however it ends. */
export const whileImpureCallsAreWatched = <T>(onCall: OnImpureCall, work: () => T): T => {
  const restore = watchImpureCalls(onCall)
  try {
    return work()
  } finally {
    restore()
  }
}

const replaced = (call: ImpureCall, onCall: OnImpureCall): (() => void) => {
  const { holder, key } = call
  const was = Object.getOwnPropertyDescriptor(holder, key) as PropertyDescriptor
  const original = Reflect.get(holder, key) as Callable
  const watching = watched(original, call, onCall)
  const { configurable = false, enumerable = false } = was
  Object.defineProperty(holder, key, { configurable, enumerable, writable: true, value: watching })
  // `new Date().constructor` leads to the clock as well
  const undo = call.name === 'new Date' ? constructorOf(original, watching) : () => undefined
  return () => {
    undo()
    Object.defineProperty(holder, key, was)
  }
}

const watched = (original: Callable, call: ImpureCall, onCall: OnImpureCall): Callable =>
  new Proxy(original, {
    apply: (target, self: unknown, given: ReadonlyArray<unknown>): unknown => {
      if (call.isImpure(given, 'called')) onCall(call)
      return Reflect.apply(target, self, given)
    },
    construct: (target, given: ReadonlyArray<unknown>, newTarget): object => {
      if (call.isImpure(given, 'constructed')) onCall(call)
      return Reflect.construct(target, given, newTarget) as object
    },
  })

const constructorOf = (original: Callable, watching: Callable): (() => void) => {
  const { prototype } = original as unknown as { prototype: { constructor: Callable } }
  prototype.constructor = watching
  return () => {
    prototype.constructor = original
  }
}
