import type { SessionOpened, Strategy } from '@shadowtape/core'
import { InvariantViolated, marketMakerParams } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'

/** The parameters that each built-in strategy knows. */
export const paramsOfBuiltIn: Readonly<Record<string, ReadonlyArray<string>>> = {
  idle: [],
  'two-sided': ['account', 'baseQty', 'spreadBps'],
  'market-maker': ['account', ...marketMakerParams.map(({ name }) => name)],
}

/** Whether a strategy takes its parameters; a name it does not know would be silently ignored. */
export const checkedParams = (
  strategy: Strategy,
  opened: SessionOpened,
  params: Readonly<Record<string, string>>,
): Either<Failure, void> => {
  const names = paramsOfBuiltIn[opened.strategy]
  const strange = Object.keys(params).find((name) => names !== undefined && !names.includes(name))
  if (strange !== undefined)
    return usage(
      `${opened.strategy} has no parameter ${strange};` +
        ` it has ${(names ?? []).join(', ') || 'none'}`,
    )
  try {
    strategy.initial(opened)
    return right(undefined)
  } catch (error) {
    if (error instanceof InvariantViolated)
      return usage(`strategy ${opened.strategy}: ${error.message}`)
    return usage(
      `strategy ${opened.strategy}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

const usage = (says: string): Either<Failure, never> => left(failure('Usage', `Error: ${says}.`))
