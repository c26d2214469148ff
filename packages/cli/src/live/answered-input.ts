import type { ExchangeFault } from '@shadowtape/adapters'
import { exchangeFaultText } from '@shadowtape/adapters'
import type {
  MarketSymbol,
  OrderId,
  RequestAnswered,
  RequestKind,
  RequestOutcome,
  RetCode,
  Text,
} from '@shadowtape/core'

/** What was asked, of which order. */
export type Asked = {
  readonly orderId: OrderId
  readonly symbol: MarketSymbol
  readonly request: RequestKind
}

/** The venue took a request; `venueOrderId` is its name for the order, where it said it. */
export const acknowledged = (asked: Asked, venueOrderId: string | null): RequestAnswered => ({
  type: 'RequestAnswered',
  ...asked,
  outcome: 'ACKNOWLEDGED',
  retCode: 0 as RetCode,
  retMsg: 'OK' as Text,
  venueOrderId: venueOrderId as Text | null,
})

/** A request came to nothing, or nobody knows; the words have no secret in them. */
export const notAnswered = (
  asked: Asked,
  fault: ExchangeFault,
  clean: (text: string) => string,
): RequestAnswered => ({
  type: 'RequestAnswered',
  ...asked,
  outcome: outcomeOf(fault),
  retCode: retCodeOf(fault) as RetCode | null,
  retMsg: clean(wordsOf(fault)).slice(0, 500) as Text,
  venueOrderId: null,
})

const outcomeOf = (fault: ExchangeFault): RequestOutcome => {
  switch (fault.type) {
    case 'Rejected':
    case 'Clock':
      return 'REFUSED'
    case 'RateLimited':
      return fault.by === 'exchange' ? 'REFUSED' : 'NOT_SENT'
    case 'Auth':
      return fault.retCode === null ? 'NOT_SENT' : 'REFUSED'
    case 'Invalid':
    case 'Denied':
    case 'Transport':
      return 'NOT_SENT'
    case 'Ambiguous':
    case 'Garbled':
    case 'Unanswered':
      return 'UNKNOWN'
  }
}

const retCodeOf = (fault: ExchangeFault): number | null => {
  switch (fault.type) {
    case 'Rejected':
    case 'RateLimited':
    case 'Auth':
      return fault.retCode
    case 'Clock':
      return 10002
    default:
      return null
  }
}

/** The venue's own words where it has some. */
const wordsOf = (fault: ExchangeFault): string =>
  fault.type === 'Rejected' ? fault.retMsg : exchangeFaultText(fault)
