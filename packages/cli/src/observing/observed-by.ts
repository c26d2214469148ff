import { processRedactor } from '@shadowtape/adapters'
import type { SessionOpened } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { right } from 'fp-ts/Either'

import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import type { Observing } from './observing'
import { observing } from './observing'

/** Begins to observe a session on the port that was asked for, if one was. */
export const observedBy = async (
  {
    header,
    journal,
  }: { readonly header: Pick<SessionOpened, 'session'>; readonly journal: string | null },
  port: number | undefined,
  env: CliEnv,
): Promise<Either<Failure, Observing | null>> => {
  if (port === undefined) return right(null)
  const { session } = header
  const redact = processRedactor.text
  return observing({ port, session, redact, isJournaled: journal !== null }, env)
}
