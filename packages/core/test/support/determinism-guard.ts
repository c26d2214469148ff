import { sep } from 'node:path'

import type { OnImpureCall } from '../../../adapters/src/purity/watch-impure-calls'
import { watchImpureCalls } from '../../../adapters/src/purity/watch-impure-calls'

/** Core, or something that core called, asked for what no journal holds. */
export class ImpureCore extends Error {
  override readonly name = 'ImpureCore'
}

/** What a guard over a test file does: it says what was caught, and can be taken off. */
export type DeterminismGuard = {
  /** What was caught since it was asked last, also where core swallowed the error. */
  readonly caught: () => ReadonlyArray<string>
  readonly takeOff: () => void
}

/**
 * From now on every impure call throws while core runs: while a function of core's sources is on
 * the stack, be it `step`, a reducer, a decider or a strategy's caller, and none of adapters or cli
 * above it. jest and fast-check, which need a clock and logarithms, are on it without core.
 */
export const putOnDeterminismGuard = (): DeterminismGuard => {
  let caught: ReadonlyArray<string> = []
  const hear: OnImpureCall = ({ name }) => {
    const file = coreOnStack(hear)
    if (file === null) return
    const says = `${name} was called by ${file}`
    caught = [...caught, says]
    throw new ImpureCore(says)
  }
  const takeOff = watchImpureCalls(hear)
  return {
    caught: () => {
      const was = caught
      caught = []
      return was
    },
    takeOff,
  }
}

const sourcesOf = (name: string): string => ['', 'packages', name, 'src', ''].join(sep)
const core = sourcesOf('core')
const told = [sourcesOf('adapters'), sourcesOf('cli')]
/** The stand-ins themselves, which are on every stack that is looked at. */
const watch = `${sourcesOf('adapters')}purity${sep}`
/** What core never calls, and what asks so often that its whole stack need not be looked at. */
const generators = ['', 'node_modules', 'fast-check', ''].join(sep)

/**
 * The nearest file of core that is on the stack, or `null` while core does not run. What core only
 * tells a recorder of, such as that a segment begins, is the recorder's: it may look at the clock.
 */
const coreOnStack = (hear: OnImpureCall): string | null => {
  // behind the stand-in that told of the call stands who made it
  const [, caller = ''] = filesOnStack(hear, 2)
  if (caller.includes(generators)) return null
  for (const file of filesOnStack(hear, Infinity)) {
    const place = file.lastIndexOf(core)
    if (place >= 0) return file.slice(place + 1)
    if (told.some((sources) => file.includes(sources)) && !file.includes(watch)) return null
  }
  return null
}

/** The files of the frames below a function, without a source map having to be read for them. */
const filesOnStack = (below: OnImpureCall, frames: number): ReadonlyArray<string> => {
  const { prepareStackTrace, stackTraceLimit } = Error
  const at: { stack?: unknown } = {}
  Error.stackTraceLimit = frames
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? '')
  try {
    Error.captureStackTrace(at, below)
    return at.stack as ReadonlyArray<string>
  } finally {
    Error.stackTraceLimit = stackTraceLimit
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace')
    else Error.prepareStackTrace = prepareStackTrace
  }
}
