import type * as t from 'io-ts'

import { message } from '../base/message'

/**
 * We and our strategy hear now what line `cause` said: a market message after the feed's latency,
 * a report about an order after the venue's response latency. Written only where there is one.
 */
export const Delivered = message('Delivered', {})
export type Delivered = t.TypeOf<typeof Delivered>
