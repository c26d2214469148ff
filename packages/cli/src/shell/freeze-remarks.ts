import type { Entry } from '@shadowtape/core'

import { frozenText } from '../reports/freeze-text'
import type { CliEnv } from './cli-env'

/** Tells a person of every freeze among a session's lines. */
export const remarkFreezes = (entries: ReadonlyArray<Entry>, env: Pick<CliEnv, 'remark'>): void => {
  for (const { message } of entries)
    if (message.type === 'TradingFrozen') env.remark(frozenText(message))
}
