import { freezeVariable, startTime } from '@shadowtape/adapters'
import type { TimestampUs } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { mapLeft } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'

import type { CliEnv } from './cli-env'
import type { Failure } from './failure'
import { failure } from './failure'

/** When a session starts: now, or where `MM_FREEZE_UTC_ISO` freezes the clock. */
export const sessionStart = (env: Pick<CliEnv, 'variables'>): Either<Failure, TimestampUs> =>
  pipe(
    startTime(env.variables),
    mapLeft(({ value }) =>
      failure('Usage', `Error: ${freezeVariable} is ${value}, not an ISO 8601 time with a zone`),
    ),
  )
