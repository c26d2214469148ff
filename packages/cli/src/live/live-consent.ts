import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { CliEnv } from '../shell/cli-env'
import type { OpenedNetwork } from '../shell/network-options'

/** The variable without which no order is placed on mainnet. */
export const liveVariable = 'SHADOWTAPE_LIVE_ENABLE'

/**
 * Why real orders must not be placed, or `null`. On mainnet a person says so twice more: in the
 * surroundings, and by typing the environment's name or `--yes`.
 */
export const withoutConsent = async (
  { apiEnv }: Pick<OpenedNetwork, 'apiEnv'>,
  { yes }: { readonly yes?: true },
  env: CliEnv,
): Promise<Failure | null> => {
  if (apiEnv !== 'mainnet') return null
  if (env.variables[liveVariable] !== '1')
    return failure('Usage', `Error: real orders on mainnet need ${liveVariable}=1`)
  if (yes === true) return null
  if (env.isTerminal.stdin !== true || env.typed === undefined)
    return failure('Usage', 'Error: real orders on mainnet need a person who confirms, or --yes')
  env.remark('Real orders will be placed on mainnet. Type mainnet to go on: ')
  for await (const line of env.typed()) {
    if (line.trim() === 'mainnet') return null
    break
  }
  return failure('Usage', 'Not confirmed; nothing was sent.')
}
