import type { BybitRestClient, StreamCategory } from '@shadowtape/adapters'
import { privateReport } from '@shadowtape/adapters'
import type { OrderId } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import type { LinkIds } from './link-ids'
import type { LiveSession } from './live-session'
import type { OrderDesk } from './order-desk'
import type { PrivateHearing } from './private-hearing'

/** Who is asked about an order, and who hears the answer. */
export type Asking = {
  readonly client: Pick<BybitRestClient, 'rows'>
  readonly names: LinkIds
  readonly desk: Pick<OrderDesk, 'ask'>
  readonly hearing: Pick<PrivateHearing, 'report'>
  readonly session: Pick<LiveSession, 'state' | 'guarded' | 'now'>
  readonly category: StreamCategory
}

/** Asks how an order stands, and for all that traded of it. */
export const askWhole = async (
  { client, names, desk, hearing, session, category }: Asking,
  orderId: OrderId,
): Promise<void> => {
  const order = session.state.orders.open[orderId]
  if (order === undefined) return
  await desk.ask(orderId)
  const which = { category, symbol: order.symbol, clientOrderId: names.nameOf(orderId) }
  const rows = await client.rows.executions(which)()
  for (const row of isLeft(rows) ? [] : rows.right) {
    const said = privateReport('execution', row)
    if (isLeft(said)) continue
    session.guarded(() => {
      hearing.report(said.right, 'QUERY', session.now())
    })
  }
}
