import type { CliEnv } from './cli-env'

/** Where nobody hears what is remarked on: in a thread. */
export const silentEnv: CliEnv = {
  print: () => undefined,
  remark: () => undefined,
  isTerminal: { stdout: false, stderr: false },
  variables: {},
}
