import type { Category } from '@shadowtape/core'
import { left, right } from 'fp-ts/Either'

import type { Backfill } from '../bybit-streams/private-event'
import { exchangeFaultText } from '../exchange/exchange-fault'
import type { BybitRestClient } from './bybit-rest-client'

/**
 * What a private stream asks after a lost connection: the executions since a time, and the orders
 * that are open now. Open orders are asked for first, so that one which fills in between is told of
 * by its execution.
 */
export const backfillOf =
  (client: Pick<BybitRestClient, 'rows'>, category: Category): Backfill =>
  (sinceMs) =>
  async () => {
    const openOrders = await client.rows.openOrders({ category })()
    if (openOrders._tag === 'Left') return left(exchangeFaultText(openOrders.left))
    const executions = await client.rows.executions({ category, fromMs: sinceMs })()
    if (executions._tag === 'Left') return left(exchangeFaultText(executions.left))
    return right({ executions: executions.right, openOrders: openOrders.right })
  }
