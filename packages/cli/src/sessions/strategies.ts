import type { SessionOpened, Strategy, Text } from '@shadowtape/core'
import { marketMaker, nothing, twoSided } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { strategyModule } from './strategy-module'

/** For a session that only records. */
export const idle: Strategy = {
  name: 'idle',
  initial: () => ({}),
  evolve: () => undefined,
  decide: () => nothing,
}

/** The strategies that come with Shadowtape, by name. */
export const builtInStrategies: Readonly<Record<string, Strategy>> = {
  [idle.name]: idle,
  [marketMaker.name]: marketMaker,
  [twoSided.name]: twoSided,
}

/** A strategy, and the SHA-256 of its source file where it came from one. */
export type LoadedStrategy = {
  readonly strategy: Strategy
  readonly digest: string | null
}

/** Whether a strategy is named by the path of a module. */
export const isStrategyPath = (name: string): boolean => /\.[cm]?[jt]s$/.test(name)

/** The built-in strategy that a header names. */
export const strategyFor = (opened: Pick<SessionOpened, 'strategy'>): Either<Failure, Strategy> => {
  const { strategy: name } = opened
  const known = Object.hasOwn(builtInStrategies, name) ? builtInStrategies[name] : undefined
  if (known !== undefined) return right(known)
  const names = Object.keys(builtInStrategies).join(', ')
  const says =
    `There is no strategy ${JSON.stringify(name)}: built in are ${names}; ` +
    'a strategy of your own is the path of a .ts or .js file.'
  return left(failure('Usage', says))
}

/**
 * A built-in strategy by name, or a person's own by the path of its module, which must export it
 * as `strategy`. What a strategy of their own decides is checked before it is journaled.
 */
export const loadStrategy = async (
  nameOrPath: string,
): Promise<Either<Failure, LoadedStrategy>> => {
  if (isStrategyPath(nameOrPath)) return strategyModule(nameOrPath)
  const known = strategyFor({ strategy: nameOrPath as Text })
  return known._tag === 'Left' ? known : right({ strategy: known.right, digest: null })
}
