import type { Purpose, SessionOpened } from '@shadowtape/core'
import { messageName } from '@shadowtape/core'

import type { LineFields } from '../journals/line-text'

/** A draw that a recorded line cannot have been said without. */
export type ImpliedDraw = { readonly purpose: Purpose; readonly ordinal: number }

/**
 * The draws that a line implies. No draw is written down: this is what the rules of the dry-run
 * venue ask for an order that is admitted, or for a fill that is due. Latencies are left out.
 */
export const impliedDraws = (
  { venue, fillModel }: Pick<SessionOpened, 'venue' | 'fillModel'>,
  fields: LineFields,
): ReadonlyArray<ImpliedDraw> => {
  const type = messageName(String(fields['type']))
  const [order, fill] = [numberOf(fields['orderId']), numberOf(fields['fillId'])]
  const draws: Array<ImpliedDraw> = []
  const isAdmitted = type === 'OrderAccepted'
  if (venue === 'fake' && (isAdmitted || fields['reason'] === 'SIMULATED_FAULT'))
    draws.push({ purpose: 'reject', ordinal: order })
  if (isAdmitted && fillModel === 'scheduled') draws.push({ purpose: 'fill', ordinal: order })
  if (type === 'OrderFilled' && venue === 'fake' && fields['against'] === 'DRAW')
    draws.push({ purpose: 'partial', ordinal: fill })
  return draws.filter(({ ordinal }) => ordinal > 0)
}

const numberOf = (id: unknown): number => Number(/^[a-z]-(\d+)$/.exec(String(id))?.[1] ?? 0)
