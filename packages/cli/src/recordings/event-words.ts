import type { PublicEvent } from '@shadowtape/adapters'

import { printable } from '../reports/printable'

/** What a person hears of an event at once, or `null`; it is in the log all the same. */
export const eventWords = (event: PublicEvent): string | null => {
  switch (event.type) {
    case 'Connection':
      return connectionWords(event)
    case 'Refused':
      return `refused: ${event.topic}: ${printable(event.says)}`
    case 'Unanswered':
      return `no answer to the subscription of ${event.topics.join(', ')}`
    case 'Gap':
      return `gap: ${event.topic}: ${event.says}`
    case 'Restarted':
      return `the venue counts ${event.topic} anew`
    case 'Resubscribed':
      return event.why === 'gap' ? null : `subscribed again, ${event.why}: ${event.topic}`
    case 'Unreadable':
      return `a message of ${event.bytes} bytes cannot be read; it is recorded all the same`
    case 'Complaint':
      return `the venue complains: ${printable(event.says)}`
    case 'Subscribed':
      return null
  }
}

const connectionWords = ({ state }: PublicEvent & { readonly type: 'Connection' }) => {
  switch (state.type) {
    case 'Lost':
      return `connection lost: ${printable(state.reason)}`
    case 'Waiting':
      return `connecting again in ${(state.ms / 1_000).toFixed(1)} s`
    case 'Open':
      return 'connected'
    default:
      return null
  }
}
