import type { CliEnv } from './cli-env'

/** Tells a person of something that does not keep a command from going on. */
export const warningOn =
  (env: Pick<CliEnv, 'remark'>) =>
  (text: string): void => {
    env.remark(`warning: ${text}\n`)
  }
