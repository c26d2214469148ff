/**
 * Why the store does not take a line. It then stays as it was, and asks for the same line again.
 * `WrongReport` names the field of a report that contradicts its order.
 */
export type OrderStoreFault =
  | { readonly type: 'SeqGap'; readonly seq: number; readonly expected: number }
  | (OrderFault & { readonly type: 'UnknownOrder' | 'ClosedOrder' | 'PlacedTwice' })
  | (OrderFault & {
      readonly type: 'WrongReport'
      readonly field: string
      readonly said: string
      readonly known: string
    })

type OrderFault = { readonly seq: number; readonly message: string; readonly orderId: string }

/** What is wrong, in words that name the line. */
export const orderStoreFaultText = (fault: OrderStoreFault): string => {
  if (fault.type === 'SeqGap')
    return `line ${fault.seq}: line ${fault.expected} was to come; those between are missing`
  const at = `line ${fault.seq}: ${fault.message} of ${fault.orderId}`
  switch (fault.type) {
    case 'UnknownOrder':
      return `${at}, which was never placed`
    case 'ClosedOrder':
      return `${at}, which is closed already`
    case 'PlacedTwice':
      return `${at}, which was placed before`
    case 'WrongReport':
      return `${at}, field ${fault.field}: it says ${fault.said}, the order has ${fault.known}`
  }
}
