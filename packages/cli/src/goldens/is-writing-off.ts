import type { CliEnv } from '../shell/cli-env'

/**
 * Whether nothing is written beside goldens: when that was asked for, and in CI, where what nobody
 * looked at must not become what is expected.
 */
export const isWritingOff = (
  ci: true | undefined,
  { variables }: Pick<CliEnv, 'variables'>,
): boolean => {
  const { CI: inCi = '' } = variables
  return ci === true || !['', '0', 'false'].includes(inCi)
}
