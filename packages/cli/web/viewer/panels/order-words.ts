import { shortDecimal } from '@shadowtape/core'

import type { OrderView } from '../../../src/steps/instant-view'

/** How an order stands, as a sign that is told apart by its shape. */
export const standingSign = (standing: OrderView['standing']): string => {
  switch (standing) {
    case 'on its way':
      return '○'
    case 'at the venue':
      return '●'
    case 'cancel asked':
      return '⊘'
  }
}

/** Where an order is in its queue: `0.012 of 0.4 ahead`, or `first`; nothing where nobody knows. */
export const queueText = ({ ahead }: OrderView, shown: string | null): string => {
  if (ahead === null) return ''
  if (Number(ahead) === 0) return 'first'
  const text = shortDecimal(ahead)
  return shown === null ? `${text} ahead` : `${text} of ${shortDecimal(shown)} ahead`
}

/** An order at its price, in a sentence. */
export const orderSentence = (order: OrderView, shown: string | null): string => {
  const { order: id, account, side, leaves, price, standing } = order
  const whose = account === 'main' ? '' : ` of ${account}`
  const queue = queueText(order, shown)
  return (
    `${id}${whose}: ${side} ${leaves} @ ${price ?? 'market'}, ${standing}` +
    (queue === '' ? '' : `, ${queue}`)
  )
}
