import { sep } from 'node:path'

import type { ImpureCall } from '../../../adapters/src/purity/impure-call'
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
 * From now on every impure call throws while core runs: while any function of core's sources is on
 * the stack, be it `step`, a reducer, a decider or a strategy's caller. jest and fast-check, which
 * need a clock and logarithms, are on it without core.
 */
export const putOnDeterminismGuard = (): DeterminismGuard => {
  let caught: ReadonlyArray<string> = []
  const takeOff = watchImpureCalls((call) => {
    const file = coreOnStack()
    if (file === null) return
    const says = sentenceOf(call, file)
    caught = [...caught, says]
    throw new ImpureCore(says)
  })
  return {
    caught: () => {
      const was = caught
      caught = []
      return was
    },
    takeOff,
  }
}

const sentenceOf = ({ name }: ImpureCall, file: string): string => `${name} was called by ${file}`

const sources = ['', 'packages', 'core', 'src', ''].join(sep)

/** The nearest file of core that is on the stack, or `null` while core does not run. */
const coreOnStack = (): string | null => {
  for (const frame of frames()) {
    const file = frame.getFileName() ?? ''
    const place = file.lastIndexOf(sources)
    if (place >= 0) return file.slice(place + 1)
  }
  return null
}

/** The whole stack as it is, without a source map having to be read for it. */
const frames = (): ReadonlyArray<NodeJS.CallSite> => {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.stackTraceLimit = Infinity
  Error.prepareStackTrace = (_, sites) => sites
  try {
    return new Error().stack as unknown as ReadonlyArray<NodeJS.CallSite>
  } finally {
    Error.stackTraceLimit = stackTraceLimit
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace')
    else Error.prepareStackTrace = prepareStackTrace
  }
}
