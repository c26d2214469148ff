import type { Message } from '@shadowtape/core'

/** A no to something that our side asked for: we ourselves denied it, or the venue refused it. */
export type Denial = Extract<
  Message,
  {
    readonly type:
      | 'OrderDenied'
      | 'OrderRejected'
      | 'AmendDenied'
      | 'AmendRejected'
      | 'CancelRejected'
      | 'TradingStopRejected'
  }
>

/** Whether a line says no to our side. */
export const isDenial = (message: Message): message is Denial => {
  switch (message.type) {
    case 'OrderDenied':
    case 'OrderRejected':
    case 'AmendDenied':
    case 'AmendRejected':
    case 'CancelRejected':
    case 'TradingStopRejected':
      return true
    default:
      return false
  }
}
